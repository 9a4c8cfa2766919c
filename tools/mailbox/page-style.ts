export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ground: #f4f5f2; --ink: #1d2421; --soft: #5c6863; --line: #dfe3de;
  --accent: #0f5c4d; --chosen: #e4efe9; --warn: #a3321f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #1a1f1d; --ground: #121614; --ink: #e7ece9; --soft: #9aa6a1; --line: #2c3431;
    --accent: #6cc7b0; --chosen: #20352f; --warn: #f0917f;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
html, body { height: 100%; }
body {
  margin: 0; display: flex; flex-direction: column; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif;
}
header {
  display: flex; align-items: center; gap: 16px; padding: 12px 20px;
  background: var(--paper); border-bottom: 1px solid var(--line);
}
h1 { font-size: 18px; margin: 0; letter-spacing: -0.01em; white-space: nowrap; }
#count { margin: 0; color: var(--soft); white-space: nowrap; font-variant-numeric: tabular-nums; }
.search { margin-left: auto; flex: 0 1 320px; }
input, button { font: inherit; color: inherit; border-radius: 6px; }
input { width: 100%; padding: 6px 12px; border: 1px solid var(--line); background: var(--ground); }
button { cursor: pointer; padding: 6px 12px; border: 1px solid var(--line); background: var(--paper); white-space: nowrap; }
button:hover { border-color: var(--soft); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
#clear { color: var(--warn); }
main { flex: 1; min-height: 0; display: grid; grid-template-columns: minmax(280px, 380px) 1fr; }
nav { overflow-y: auto; border-right: 1px solid var(--line); background: var(--paper); }
#list { list-style: none; margin: 0; padding: 0; }
#list button {
  display: block; width: 100%; text-align: left; white-space: normal; padding: 12px 20px; border: 0; border-radius: 0;
  border-bottom: 1px solid var(--line); border-left: 3px solid transparent; background: none;
}
#list button:hover { background: var(--ground); }
#list button:focus-visible { outline-offset: -2px; }
#list [aria-current] { background: var(--chosen); border-left-color: var(--accent); }
#list .top { display: flex; gap: 12px; justify-content: space-between; color: var(--soft); font-size: 13px; }
#list .to { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
#list time { flex: none; font-variant-numeric: tabular-nums; }
#list .title {
  font-weight: 600; overflow: hidden; overflow-wrap: anywhere;
  display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical;
}
#list .preview { color: var(--soft); font-size: 13px; overflow: hidden; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; }
#list .none { padding: 20px; color: var(--soft); }
section { min-width: 0; overflow: hidden; }
#pane { display: flex; flex-direction: column; }
#empty { align-self: center; justify-self: center; text-align: center; color: var(--soft); padding: 24px; max-width: 44ch; }
#empty p { margin: 4px 0; }
.head { padding: 20px 24px 0; background: var(--paper); border-bottom: 1px solid var(--line); }
h2 { margin: 0 0 8px; font-size: 21px; line-height: 1.3; letter-spacing: -0.01em; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 12px; margin: 0 0 14px; font-size: 14px; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
[role=tablist] { display: flex; gap: 20px; }
[role=tab] { border: 0; border-radius: 0; background: none; padding: 6px 0; color: var(--soft); border-bottom: 2px solid transparent; }
[role=tab][aria-selected=true] { color: var(--ink); border-bottom-color: var(--accent); }
#body { flex: 1; min-height: 0; overflow: auto; }
iframe { display: block; width: 100%; height: 100%; border: 0; background: #fff; }
pre {
  margin: 0; padding: 20px 24px; white-space: pre-wrap; overflow-wrap: anywhere;
  font: 13px/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
}
pre a { color: var(--accent); }
.back { display: none; margin-bottom: 12px; }
@media (max-width: 760px) {
  header { flex-wrap: wrap; gap: 8px 12px; }
  .search { order: 1; flex: 1 0 100%; margin: 0; }
  #clear { margin-left: auto; }
  main { grid-template-columns: 1fr; }
  nav { border-right: 0; }
  #empty { display: none; }
  .reading nav { display: none; }
  .back { display: inline-block; }
}
`;
