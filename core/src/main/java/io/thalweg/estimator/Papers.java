package io.thalweg.estimator;

import java.util.LinkedHashMap;
import java.util.Map;

/** Links to the papers that recipes cite, as far as an archive or a journal has them. */
final class Papers {

  private static final String ARXIV = "https://arxiv.org/abs/";
  private static final String DOI = "https://doi.org/";
  private static final Map<String, String> LINKS =
      Map.ofEntries(
          arxiv("Bengio et al. 2013", "1308.3432"),
          arxiv("Buchholz, Wenzel & Mandt 2018", "1807.01604"),
          arxiv("Burda, Grosse & Salakhutdinov 2016", "1509.00519"),
          doi("Casella & Robert 1996", "10.1093/biomet/83.1.81"),
          arxiv("Cong et al. 2019", "1901.06020"),
          arxiv("Dimitriev & Zhou 2021a", "2105.14141"),
          arxiv("Dimitriev & Zhou 2021b", "2110.14002"),
          arxiv("Dong, Mnih & Tucker 2020", "2006.10680"),
          arxiv("Dong, Mnih & Tucker 2021", "2106.08056"),
          arxiv("Figurnov, Mohamed & Mnih 2018", "1805.08498"),
          doi("Glasserman & Yao 1992", "10.1287/mnsc.38.6.884"),
          doi("Glynn 1990", "10.1145/84537.84552"),
          arxiv("Geffner & Domke 2018", "1810.12482"),
          arxiv("Grathwohl et al. 2018", "1711.00123"),
          arxiv("Gu et al. 2016", "1511.05176"),
          doi("Hammersley & Morton 1956", "10.1017/S0305004100031455"),
          doi("Hesterberg 1995", "10.1080/00401706.1995.10484303"),
          doi("Hong 2009", "10.1287/opre.1080.0531"),
          doi("Hong & Liu 2009", "10.1287/mnsc.1080.0901"),
          arxiv("Jang et al. 2017", "1611.01144"),
          arxiv("Jankowiak & Obermeyer 2018", "1806.01851"),
          arxiv("Kingma & Welling 2014", "1312.6114"),
          arxiv("Kool et al. 2020", "2002.06043"),
          doi("Lavenberg & Welch 1981", "10.1287/mnsc.27.3.322"),
          arxiv("Lee, Yu & Yang 2018", "1806.00176"),
          arxiv("Li et al. 2024", "2310.10505"),
          arxiv("Liang et al. 2018", "1807.02322"),
          arxiv("Liu, Regier et al. 2019", "1810.04777"),
          arxiv("Liu et al. 2023", "2304.08612"),
          arxiv("Maddison et al. 2017", "1611.00712"),
          arxiv("Mena et al. 2018", "1802.08665"),
          arxiv("Mnih & Gregor 2014", "1402.0030"),
          arxiv("Mnih & Rezende 2016", "1602.06725"),
          arxiv("Mohamed et al. 2020", "1906.10652"),
          arxiv("Oates, Girolami & Chopin 2017", "1410.2392"),
          arxiv("Parmas & Sugiyama 2021", "2105.14900"),
          arxiv("Paulus, Maddison & Krause 2021", "2010.04838"),
          arxiv("Petersen et al. 2024", "2410.08125"),
          doi("Pflug 1989", "10.1007/BF02243227"),
          arxiv("Ranganath et al. 2014", "1401.0118"),
          arxiv("Rennie et al. 2017", "1612.00563"),
          arxiv("Rezende et al. 2014", "1401.4082"),
          arxiv("Roeder, Wu & Duvenaud 2017", "1703.09194"),
          doi("Rubinstein & Kroese 2004", "10.1007/978-1-4757-4321-0"),
          arxiv("Ruiz, Titsias & Blei 2016", "1603.01140"),
          arxiv("Salimans & Knowles 2014", "1401.1022"),
          arxiv("Salimans et al. 2017", "1703.03864"),
          arxiv("Shao et al. 2024", "2402.03300"),
          arxiv("Shi et al. 2022", "2202.09497"),
          doi("Spall 1992", "10.1109/9.119632"),
          doi("Sun & Hong 2010", "10.1016/j.orl.2010.02.007"),
          arxiv("Tamar, Glassner & Mannor 2015", "1404.3862"),
          arxiv("Titsias & Lazaro-Gredilla 2015", "1503.01494"),
          arxiv("Titsias & Shi 2022", "2111.05300"),
          arxiv("Tucker et al. 2017", "1703.07370"),
          arxiv("Tucker, Lawson, Gu & Maddison 2019", "1810.04152"),
          arxiv("Walder & Karkhanis 2025", "2505.15201"),
          arxiv("Weaver & Tao 2001", "1301.2315"),
          doi("Williams 1992", "10.1007/BF00992696"),
          arxiv("Wu, Goodman & Ermon 2019", "1810.02555"),
          arxiv("Yin & Zhou 2019", "1807.11143"),
          arxiv("Yin et al. 2020", "2006.06448"),
          arxiv("Yin, Yue & Zhou 2019", "1905.01413"));

  private Papers() {}

  private static Map.Entry<String, String> arxiv(String paper, String id) {
    return Map.entry(paper, ARXIV + id);
  }

  private static Map.Entry<String, String> doi(String paper, String id) {
    return Map.entry(paper, DOI + id);
  }

  /** All links. */
  static Map<String, String> links() {
    return LINKS;
  }

  /** Splits a source into its papers, in their order, each with its link or an empty text. */
  static Map<String, String> in(String source) {
    Map<String, String> papers = new LinkedHashMap<>();
    for (String paper : source.split("; ", -1)) {
      papers.put(paper, LINKS.getOrDefault(paper, ""));
    }
    return papers;
  }
}
