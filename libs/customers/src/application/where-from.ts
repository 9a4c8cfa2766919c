import { currentClient } from '#platform/observability/request-scope.js';
import { deviceName } from '#platform/observability/device-name.js';

/** From where somebody asks, for the mail that tells the owner of an account about it. */
export function whereFrom(): { address: string | undefined; device: string | undefined } {
  const client = currentClient();
  return { address: client?.address, device: deviceName(client?.userAgent) };
}
