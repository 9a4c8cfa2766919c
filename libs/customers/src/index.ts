export { CustomersModule } from './customers.module.js';
export { ConsentsFacade } from './application/consents-facade.js';
export { CreateDemoAccounts, demoAccounts, DemoAccountsRefused } from './application/create-demo-accounts.js';
export { CreateStaff, type CreateStaffInput } from './application/create-staff.js';
export {
  CustomersImport,
  type ImportedCustomer,
  type ImportedCustomerOutcome,
} from './application/customers-import.js';
export { DeleteUnverifiedAccounts } from './application/delete-unverified-accounts.js';
export { EraseUnusedAccounts } from './application/erase-unused-accounts.js';
export { PeopleFacade } from './application/people-facade.js';
export { DeleteExpiredCredentials } from './application/delete-expired-credentials.js';
export { OperatorSessions, type Operator } from './application/operator-sessions.js';
export { TakeAwaySecondFactor } from './application/take-away-second-factor.js';
