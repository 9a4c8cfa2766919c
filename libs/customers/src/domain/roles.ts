const customer = [
  'cart:use',
  'orders:place',
  'orders:read-own',
  'payments:start',
  'profile:read',
  'profile:write',
  'reviews:write',
] as const;

/** Answers people: sees customers and their orders, helps with both. */
const support = [
  'customers:read',
  'customers:manage',
  'orders:read',
  'orders:manage',
  'reviews:moderate',
] as const;

/** Keeps the shelves. */
const catalogue = ['catalog:manage', 'stock:manage', 'reviews:moderate'] as const;

/** Runs the shop day by day. */
const manager = [
  ...support,
  ...catalogue,
  'operations:read',
  'operations:manage',
  'audit:read',
  'staff:read',
] as const;

/** Says who else may do what. */
const owner = [...manager, 'staff:manage', 'api-keys:manage'] as const;

export type Permission = (typeof customer)[number] | (typeof owner)[number];

/** Every role as the set of what it may do. What stands in no set may be done by nobody. Staff buy like everybody else. */
const roles = {
  customer,
  support: [...customer, ...support],
  catalogue: [...customer, ...catalogue],
  manager: [...customer, ...manager],
  owner: [...customer, ...owner],
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof roles;
export type StaffRole = Exclude<Role, 'customer'>;

export const staffRoles = [
  'support',
  'catalogue',
  'manager',
  'owner',
] as const satisfies readonly StaffRole[];

export const everyRole: readonly Role[] = ['customer', ...staffRoles];

/** What an account may do until it has the second factor that its role asks for: set one up. */
export const enrolmentPermissions: ReadonlySet<string> = new Set<Permission>([
  'profile:read',
  'profile:write',
]);

/** What API keys can be given: the work of staff, but neither an account of its own nor power over accounts of staff. */
export const grantableScopes: readonly Permission[] = [
  ...new Set<Permission>([...support, ...catalogue, 'operations:read', 'audit:read']),
];

export function isStaff(role: string): role is StaffRole {
  return (staffRoles as readonly string[]).includes(role);
}

/** Permissions of a role; none for a role that this version of the program doesn't know. */
export function permissionsOf(role: string): ReadonlySet<string> {
  return new Set<string>(Object.hasOwn(roles, role) ? roles[role as Role] : []);
}

interface SessionOfRole {
  readonly role: string;
  /** Whether the session has shown a second factor. */
  readonly secondFactor: boolean;
  /** Whether the shop wants one of its staff. */
  readonly isRequired: boolean;
}

export function lacksSecondFactor({ role, secondFactor, isRequired }: SessionOfRole): boolean {
  return isRequired && isStaff(role) && !secondFactor;
}

/** What is done in a session: all that the role may do, unless the role asks for a second factor that the session has not shown. */
export function permissionsOfSession(session: SessionOfRole): ReadonlySet<string> {
  return lacksSecondFactor(session) ? enrolmentPermissions : permissionsOf(session.role);
}
