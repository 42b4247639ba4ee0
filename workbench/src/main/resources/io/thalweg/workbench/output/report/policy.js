// The page of policies: what report.js calls for results of that kind.

function showPage() {
  headline(results.headline, "");
}
