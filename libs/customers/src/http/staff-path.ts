export const defaultStaffPath = '/operators/queues';

/** Where to go after signing in: a staff page of this shop, whatever the link says. */
export function staffPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > 500 || !/^\/operators\/[\w./?=&%~:,-]+$/.test(wanted))
    return defaultStaffPath;
  // Dots are resolved as the browser will resolve them.
  const { origin, pathname, search } = new URL(wanted, 'http://shop.invalid');
  const isStaffPage = origin === 'http://shop.invalid' && pathname.startsWith('/operators/');
  return isStaffPage ? `${pathname}${search}` : defaultStaffPath;
}
