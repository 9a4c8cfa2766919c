/** Markup that is safe to send. Only `html` makes it, and it escapes whatever else is put in. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | Html[] | string | number | null | undefined;

export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((text, string, index) => text + asText(parts[index - 1]) + string));
}

function asText(part: Part): string {
  if (part === null || part === undefined) return '';
  if (Array.isArray(part)) return part.map((one) => one.text).join('');
  return part instanceof Html ? part.text : escape(String(part));
}

function escape(text: string): string {
  const names: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (letter) => names[letter] ?? letter);
}

const style = new Html(`
  :root { color-scheme: light dark; --ink: #1a1f36; --soft: #5a6478; --line: #d5dbe6; --paper: #fff; --back: #f4f6fa;
    --accent: #4b45c6; --bad: #b3093c; --bad-back: #fdebf0 }
  @media (prefers-color-scheme: dark) { :root { --ink: #eef1f8; --soft: #a9b3c6; --line: #3a4356; --paper: #1c2230;
    --back: #12161f; --accent: #8f8af5; --bad: #ff8fae; --bad-back: #3a1a26 } }
  * { box-sizing: border-box }
  body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
  main { max-width: 30rem; margin: 3rem auto; padding: 0 1rem }
  main.wide { max-width: 70rem }
  .card { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 1.5rem }
  h1 { font-size: 1.25rem; margin: 0 0 1rem } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem }
  .note { color: var(--soft); font-size: .875rem; margin: 0 0 1rem }
  .total { font-size: 2rem; font-weight: 650; margin: 0 0 1rem }
  .error { background: var(--bad-back); color: var(--bad); border-radius: 8px; padding: .75rem 1rem; margin: 0 0 1rem }
  table { border-collapse: collapse; width: 100% }
  th, td { text-align: left; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
  td.figure, th.figure { text-align: right; font-variant-numeric: tabular-nums }
  code { font-size: .85em; overflow-wrap: anywhere }
  label { display: block; font-weight: 600; margin: 1rem 0 .25rem }
  input, select { width: 100%; padding: .6rem; font: inherit; color: inherit; background: var(--paper);
    border: 1px solid var(--line); border-radius: 8px }
  button { width: 100%; padding: .75rem; margin-top: 1rem; font: inherit; font-weight: 600; border-radius: 8px;
    border: 1px solid var(--accent); background: var(--accent); color: var(--paper); cursor: pointer }
  button.plain { background: transparent; color: var(--ink); border-color: var(--line); margin-top: .5rem }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
  a { color: var(--accent) }
`);

export function document(title: string, body: Html, width: 'narrow' | 'wide' = 'narrow'): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <main class="${width}">${body}</main>
      </body>
    </html>`.text;
}
