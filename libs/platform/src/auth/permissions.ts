import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiForbiddenResponse, ApiUnauthorizedResponse } from '@nestjs/swagger';
import { Problem } from '../http/problem.js';

export const publicKey = 'auth:public';
export const permissionKey = 'auth:permission';

/** Everybody may ask. A bearer token that comes along is checked all the same. */
export function Public(): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(publicKey, true), ApiExtension('x-public', true));
}

/** Whoever has signed in and holds this permission. A route with neither this nor `@Public()` answers 403 to everybody. */
export function Requires(permission: string): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(permissionKey, permission),
    ApiExtension('x-permission', permission),
    ApiBearerAuth(),
    ApiUnauthorizedResponse({ type: Problem, description: 'No access token, or one that has expired.' }),
    ApiForbiddenResponse({ type: Problem, description: `Needs the permission '${permission}'.` }),
  );
}
