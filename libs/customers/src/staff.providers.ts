import type { Provider, Type } from '@nestjs/common';
import { AcceptInvitation } from './application/accept-invitation.js';
import { ChangeRole } from './application/change-role.js';
import { DisableCustomer, EnableCustomer } from './application/disable-customer.js';
import { EndPowers } from './application/end-powers.js';
import { InviteStaff } from './application/invite-staff.js';
import { MakeApiKey } from './application/make-api-key.js';
import { RevokeApiKey } from './application/revoke-api-key.js';
import { ApiKeys } from './domain/api-keys.js';
import { Owners } from './domain/owners.js';
import { StaffInvitations } from './domain/staff-invitations.js';
import { MysqlApiKeys } from './infrastructure/mysql-api-keys.js';
import { MysqlOwners } from './infrastructure/mysql-owners.js';
import { MysqlStaffInvitations } from './infrastructure/mysql-staff-invitations.js';
import { ServedApiKeys } from './infrastructure/served-api-keys.js';
import { CustomerSearchQueries } from './queries/customer-search.queries.js';
import { StaffQueries } from './queries/staff.queries.js';

/** Who may do what in the shop, people and programs. */
export const staffAdapters: Provider[] = [
  { provide: ApiKeys, useClass: MysqlApiKeys },
  { provide: Owners, useClass: MysqlOwners },
  { provide: StaffInvitations, useClass: MysqlStaffInvitations },
  EndPowers,
  ServedApiKeys,
];

export const staffUseCases: Type[] = [
  InviteStaff,
  AcceptInvitation,
  ChangeRole,
  DisableCustomer,
  EnableCustomer,
  MakeApiKey,
  RevokeApiKey,
  StaffQueries,
  CustomerSearchQueries,
];
