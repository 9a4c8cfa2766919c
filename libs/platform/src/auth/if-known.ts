import type { Abstract } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import { UnknownElementException } from '@nestjs/core/errors/exceptions/unknown-element.exception.js';

/** What a context may provide for the guard, wherever it stands in the application; undefined in a service that runs without that context. */
export function ifKnown<Provider>(modules: ModuleRef, type: Abstract<Provider>): Provider | undefined {
  try {
    return modules.get<Provider>(type, { strict: false });
  } catch (error) {
    if (error instanceof UnknownElementException) return undefined;
    throw error;
  }
}
