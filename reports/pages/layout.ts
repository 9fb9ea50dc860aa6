import { type Content, type Html, html } from '../html.js';

/** A link of the site: its address is seen from the site's root. */
export interface SiteLink {
  readonly title: string;
  readonly address: string;
}

export interface Page {
  readonly title: string;
  readonly body: Content;
  /** The page's own address, seen from the site's root. */
  readonly address: string;
  /** The pages that every page leads to. */
  readonly navigation: readonly SiteLink[];
  /** The way from home to this page, home and the page itself left out. */
  readonly breadcrumbs?: readonly SiteLink[];
  /** What the page calls itself at the end of its breadcrumbs; none on the pages that the navigation names. */
  readonly here?: string;
  /** One line at the foot of the page. */
  readonly footer: Content;
}

/** The way from a page up to the site's root: '' or '../'. */
export function rootOf(address: string): string {
  return '../'.repeat(address.split('/').length - 1);
}

/** A whole document. Scripts only make charts interactive; everything reads without them. */
export function layout({ title, body, address, navigation, breadcrumbs = [], here, footer }: Page): string {
  const root = rootOf(address);
  const links = navigation.map((link) => {
    const current = link.address === address && html` aria-current="page"`;
    return html`<li><a href="${root}${link.address}"${current}>${link.title}</a></li>`;
  });
  const way = [{ title: 'Report', address: 'index.html' }, ...breadcrumbs].map(
    (link) => html`<li><a href="${root}${link.address}"><bdi>${link.title}</bdi></a></li>`,
  );
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
<header><a class="mark" href="${root}index.html">gil-lab</a>
<nav aria-label="Pages"><ul>${links}</ul></nav></header>
<main id="content" tabindex="-1">
${
  here &&
  html`<nav class="breadcrumb" aria-label="Breadcrumb"><ol>${way}<li aria-current="page"><bdi>${here}</bdi></li></ol></nav>`
}
${body}
</main>
<footer>${footer}</footer>
</body>
</html>
`;
  return page.text;
}
