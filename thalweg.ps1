# Runs the workbench on Windows, as the script thalweg does elsewhere; builds it first where that has not been done since
# the sources last changed. It makes no archive of class data, which saves time at the start and nothing else.
function Fail($message) {
  [Console]::Error.WriteLine("thalweg: $message")
  exit 1
}

$target = Join-Path $PSScriptRoot 'workbench\target'
$libraries = Join-Path $target 'classpath.txt'
$log = Join-Path $target 'build.log'

$java = 'java'
if ($env:JAVA_HOME) {
  $java = Join-Path $env:JAVA_HOME 'bin\java.exe'
  if (-not (Test-Path $java)) { Fail "JAVA_HOME is $env:JAVA_HOME, which holds no bin\java.exe" }
}
if (-not (Get-Command $java -ErrorAction SilentlyContinue)) {
  Fail 'no java was found; install a JDK 17 or newer, or set JAVA_HOME'
}
$settings = & $java '-XshowSettings:properties' -version 2>&1 | Out-String
if ($settings -notmatch 'java\.specification\.version = (1\.)?(\d+)') {
  Fail "$java does not start; install a JDK 17 or newer, or set JAVA_HOME"
}
$major = [int]$Matches[2]
if ($major -lt 17) { Fail "Java $major is too old; a JDK 17 or newer is needed" }

# True if there is nothing built, or what was built is older than its sources.
function Stale($stamp, $classes, $sources) {
  if (-not (Test-Path $stamp) -or -not (Test-Path $classes)) { return $true }
  $since = (Get-Item $stamp).LastWriteTime
  $newer = $sources | ForEach-Object { Get-ChildItem (Join-Path $PSScriptRoot $_) -Recurse -File } |
    Where-Object { $_.LastWriteTime -gt $since }
  return [bool]$newer
}

function Build($modules, $what, $megabytes) {
  if (-not (Get-Command mvn -ErrorAction SilentlyContinue)) {
    Fail 'no mvn was found; install Apache Maven to build the workbench'
  }
  New-Item -ItemType Directory -Force $target | Out-Null
  [Console]::Error.WriteLine("thalweg: building$what; the first time downloads about $megabytes MB and takes some minutes")
  Push-Location $PSScriptRoot
  & mvn -B -pl $modules -am '-DskipTests' '-Dspotless.check.skip=true' '-Djavac.warnings=-nowarn' package *> $log
  $failed = $LASTEXITCODE -ne 0
  Pop-Location
  if ($failed) {
    Select-String ERROR $log | Select-Object -First 10 | ForEach-Object { [Console]::Error.WriteLine($_.Line) }
    Fail "the build failed; see $log"
  }
}

# Maven writes the file in every build that packages the workbench, also in one that was not ours.
if (Stale $libraries $libraries @('pom.xml', '*\pom.xml', '*\src\main', 'benchmarks\peers')) {
  Build 'workbench,examples' '' 90
  (Get-Item $libraries).LastWriteTime = Get-Date
}

$options = @('-XX:+UseSerialGC', '-Djava.awt.headless=true')
# Only those who ask for Spark wait for its jars; they are on another class path.
if ($args | Where-Object { "$_" -eq '--spark' -or "$_" -like '--spark=*' }) {
  $spark = Join-Path $PSScriptRoot 'spark'
  $stamp = Join-Path $spark 'target\built.stamp'
  $sources = 'pom.xml', 'core\pom.xml', 'core\src\main', 'spark\pom.xml', 'spark\src\main'
  if (Stale $stamp (Join-Path $spark 'target\classpath.txt') $sources) {
    Build 'spark' ' the module of Spark' 140
    Set-Content $stamp ''
  }
  $options += "-Dthalweg.spark=$spark"
}
if ($major -ge 24) { $options += '--enable-native-access=ALL-UNNAMED', '--sun-misc-unsafe-memory-access=allow' }

$command = ''
foreach ($argument in $args) {
  if ($argument -in '-h', '--help', '-V', '--version') { $command = 'help' }
  elseif (-not $command -and -not "$argument".StartsWith('-')) { $command = $argument }
}
if ($command -in 'train', 'bench', 'reproduce') {
  $options += '--add-modules', 'jdk.incubator.vector', '-XX:CompileCommand=quiet'
  $options += '-XX:CompileCommand=dontinline,io.thalweg.internal.kernel.Simd*::*'
} elseif ($command -in 'compare', 'flow', 'regression', 'sensitivity', 'tune', 'simopt') {
  $options += '-Dthalweg.kernels=scalar'
} else {
  $options += '-Dthalweg.kernels=scalar', '-XX:TieredStopAtLevel=1'
}

[Console]::OutputEncoding = [Text.Encoding]::UTF8
if (-not [Console]::IsOutputRedirected) { $options += "-Dthalweg.columns=$([Console]::WindowWidth)" }
$classpath = (Join-Path $target 'thalweg-workbench.jar') + ';' + (Get-Content -Raw $libraries).Trim()
& $java @options -cp $classpath io.thalweg.workbench.Thalweg @args
exit $LASTEXITCODE
