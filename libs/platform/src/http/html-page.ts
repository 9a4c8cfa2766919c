const style = `
  :root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
  body { margin: 0; display: grid; place-items: center; min-height: 100vh; }
  main { box-sizing: border-box; width: 100%; max-width: 26rem; padding: 1.5rem; }
  h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
  label { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
  input, button { box-sizing: border-box; width: 100%; font: inherit; padding: .625rem .75rem; border-radius: .375rem; border: 1px solid #767676; }
  button { margin-top: 1.5rem; border: 0; background: #0b5394; color: #fff; font-weight: 600; cursor: pointer; }
  button:hover { background: #073763; }
  :focus-visible { outline: 3px solid #e69138; outline-offset: 2px; }
  table { width: 100%; border-collapse: collapse; }
  th, td { padding: .375rem 0; border-bottom: 1px solid #76767640; text-align: left; font-weight: 400; }
  td { text-align: right; white-space: nowrap; }
  tr:last-child > * { font-weight: 600; }
  h2 { font-size: 1.125rem; margin: 1.5rem 0 .5rem; }
  .problem { padding: .75rem; border-left: 4px solid #b00020; background: #b000201a; }
`;

/** A whole page that needs nothing from elsewhere: no script, no picture, no style sheet. `main` is HTML already. */
export function page({ title, main }: { title: string; main: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${main}
</main>
</body>
</html>
`;
}

export function problemLine(text: string | undefined): string {
  return text === undefined ? '' : `<p class="problem" role="alert">${escapeHtml(text)}</p>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
