const customerPermissions = [
  'cart:use',
  'orders:place',
  'orders:read-own',
  'payments:start',
  'profile:read',
  'profile:write',
  'reviews:write',
] as const;

const staffPermissions = [
  ...customerPermissions,
  'operations:read',
  'catalog:manage',
  'stock:manage',
  'reviews:moderate',
  'orders:manage',
] as const;

export type Permission = (typeof staffPermissions)[number];

/** Every role as the set of what it may do. What stands in no set may be done by nobody. */
const roles = { customer: customerPermissions, staff: staffPermissions } as const satisfies Record<
  string,
  readonly Permission[]
>;

export type Role = keyof typeof roles;

/** Permissions of a role; none for a role that this version of the program doesn't know. */
export function permissionsOf(role: string): ReadonlySet<string> {
  return new Set<string>(Object.hasOwn(roles, role) ? roles[role as Role] : []);
}
