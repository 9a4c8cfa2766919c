import type { Id } from '#shared-kernel';

export type CustomerId = Id<'Customer'>;
export type SessionId = Id<'Session'>;
export type AddressId = Id<'Address'>;
export type ApiKeyId = Id<'ApiKey'>;
export type InvitationId = Id<'StaffInvitation'>;
export type PhoneNumberId = Id<'PhoneNumber'>;
