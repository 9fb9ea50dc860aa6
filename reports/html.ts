import { createHash } from 'node:crypto';

/** Text that is HTML already and goes into a page as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

export type Content = Html | string | number | null | undefined | false | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]);
}

function render(content: Content): string {
  if (content === null || content === undefined || content === false) return '';
  if (content instanceof Html) return content.text;
  if (Array.isArray(content)) return content.map(render).join('');
  return escapeHtml(String(content));
}

/** Builds HTML from a template: every value is escaped unless it is HTML itself. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(parts.reduce((text, part, i) => text + render(values[i - 1]) + part));
}

/** JSON as it stands in a script element: nothing in it can end the element. */
export function scriptText(json: string): Html {
  return new Html(json.replace(/</g, '\\u003c').replace(/\u2028|\u2029/g, ' '));
}

/** A name from outside, set apart so that its direction of writing does not turn the text around it. */
export function name(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

/**
 * A file name made from any text, the same for ever and different for different texts: the text itself where it is
 * fit, else its slug with the first digits of its SHA-256.
 */
export function fileName(text: string): string {
  const plain = slug(text);
  if (plain === text && text.length <= 80) return plain;
  return `${plain.slice(0, 60)}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}

/** A file or fragment name made from any text: lower-case letters, digits, `-` and `_`. */
export function slug(text: string): string {
  return (
    text
      .toLowerCase()
      .replace(/[^a-z0-9_]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'unnamed'
  );
}
