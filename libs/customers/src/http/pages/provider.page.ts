import { escapeHtml, page, problemLine } from '#platform/http/html-page.js';

export function providerSignedInPage(label: string): string {
  return page({
    title: 'You are signed in',
    main: `<p>${escapeHtml(label)} has told us who you are. This page may be closed.</p>`,
  });
}

export function providerLinkedPage(label: string): string {
  return page({
    title: `${label} is linked`,
    main: `<p>From now on you can sign in with ${escapeHtml(label)}. This page may be closed.</p>`,
  });
}

/** @param tryAgain where one begins anew; left out if that would end the same */
export function providerProblemPage(reason: string, tryAgain?: string): string {
  const link = tryAgain === undefined ? '' : `<p><a href="${escapeHtml(tryAgain)}">Begin again</a></p>`;
  return page({ title: 'This did not work', main: `${problemLine(reason)}\n${link}` });
}
