import { currentClient } from '#platform/observability/request-scope.js';
import { deviceName } from '#platform/observability/device-name.js';

/** When and from where, for a notice to the owner. */
export function noticeOrigin(at: Date): {
  at: Date;
  address: string | undefined;
  device: string | undefined;
} {
  const client = currentClient();
  return { at, address: client?.address, device: deviceName(client?.userAgent) };
}
