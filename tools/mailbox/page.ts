import { createHash } from 'node:crypto';
import { PAGE_SCRIPT } from './page-script.js';
import { PAGE_STYLE } from './page-style.js';

/** Only this script and this style run; whatever a mail brings stays in its sandboxed frame. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `script-src 'sha256-${digest(PAGE_SCRIPT)}'`,
  `style-src 'sha256-${digest(PAGE_STYLE)}'`,
  'img-src data:',
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='7' fill='%230f5c4d'/%3E%3Cpath d='M6 10h20v13H6z' fill='none' stroke='%23fff' stroke-width='2'/%3E%3Cpath d='m6 10 10 8 10-8' fill='none' stroke='%23fff' stroke-width='2'/%3E%3C/svg%3E";

export function mailboxPage(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mail box · Tradepost</title>
<link rel="icon" href="${ICON}">
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
  <h1>Mail box</h1>
  <p id="count" role="status">Loading…</p>
  <label class="search">
    <span class="hidden">Search by recipient or subject</span>
    <input id="search" type="search" placeholder="Recipient or subject" autocomplete="off">
  </label>
  <button id="clear" type="button">Delete all</button>
</header>
<main>
  <nav aria-label="Mails"><ol id="list"></ol></nav>
  <section id="pane" aria-label="Mail" hidden>
    <div class="head">
      <button id="back" type="button" class="back">← All mails</button>
      <h2 id="subject"></h2>
      <dl id="facts"></dl>
      <div role="tablist" aria-label="Form of the mail">
        <button role="tab" type="button" data-form="html">HTML</button>
        <button role="tab" type="button" data-form="text">Text</button>
        <button role="tab" type="button" data-form="headers">Headers</button>
        <button role="tab" type="button" data-form="source">Source</button>
      </div>
    </div>
    <div id="body" role="tabpanel" tabindex="-1"></div>
  </section>
  <section id="empty">
    <p><strong>Nothing selected.</strong></p>
    <p>Every mail that the shop sends on this machine ends up here. Nothing leaves it.</p>
  </section>
</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
