import Bowser from 'bowser';

/** Browser and system, such as `Firefox on Linux`, for people to recognise; undefined if nothing is known of it. */
export function deviceName(userAgent: string | undefined): string | undefined {
  if (userAgent === undefined || userAgent === '') return undefined;
  const { browser, os } = Bowser.parse(userAgent);
  const names = [browser.name, os.name].filter((name) => name !== undefined && name !== '');
  return names.length === 0 ? undefined : names.join(' on ');
}
