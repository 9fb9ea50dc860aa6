import { type Content, type Html, html } from '../html.js';

export interface Page {
  readonly title: string;
  readonly body: Content;
  /** Address of the site's root, seen from the page: '' or '../'. */
  readonly root: string;
  /** One line at the foot of the page. */
  readonly footer: Content;
}

/** A whole document. Scripts only make charts interactive; everything reads without them. */
export function layout({ title, body, root, footer }: Page): string {
  const page: Html = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="${root}assets/style.css">
<link rel="icon" href="data:,">
<script src="${root}assets/vega.min.js" defer></script>
<script src="${root}assets/vega-lite.min.js" defer></script>
<script src="${root}assets/site.js" defer></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><a class="mark" href="${root}index.html">gil-lab</a><span>Python without the global interpreter lock, measured</span></header>
<main id="content">
${body}
</main>
<footer>${footer}</footer>
</body>
</html>
`;
  return page.text;
}
