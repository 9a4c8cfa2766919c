import { Injectable } from '@nestjs/common';
import { currentClient, requestScope } from '#platform/observability/request-scope.js';
import { DeviceTokens } from '#platform/security/device-tokens.js';
import { Devices } from '../domain/devices.js';
import type { CustomerId } from '../domain/ids.js';

export interface Introduction {
  /** For the browser or app to keep: cookie and `deviceToken`. */
  readonly token: string;
  /** Whether the account did not know the device so far. */
  readonly isNew: boolean;
}

/**
 * Devices that an account knows. While somebody guesses at the account, it stays open to them: that is what they are known for, and all
 * that knowing them is good for.
 */
@Injectable()
export class KnownDevices {
  constructor(
    private readonly devices: Devices,
    private readonly tokens: DeviceTokens,
  ) {}

  /**
   * The owner has shown who they are on the device that asks: by a sign-in, or by a password reset. Works only inside a unit of work,
   * with the account locked. A browser gets the token as a cookie with the answer (DeviceCookie); apps want it in the body.
   */
  async introduce(customerId: CustomerId): Promise<Introduction> {
    const introduction = await this.tokenFor(customerId);
    const scope = requestScope.getStore();
    if (scope !== undefined) scope.givenDeviceToken = introduction.token;
    return introduction;
  }

  /** Whether the one who asks shows a token that this shop has given to some device. Asks nobody. */
  get isSomebody(): boolean {
    return this.tokens.hashOf(currentClient()?.deviceToken) !== undefined;
  }

  /** The device that asks, if the account knows it: what its failures are counted by. */
  async recognise(customerId: CustomerId | undefined): Promise<string | undefined> {
    const hash = this.tokens.hashOf(currentClient()?.deviceToken);
    if (hash === undefined || !(await this.devices.isKnown(hash, customerId))) return undefined;
    return hash.toString('base64url');
  }

  /** After a password reset somebody else may have been let in before. Works only inside a unit of work. */
  forgetAllOf(customerId: CustomerId): Promise<void> {
    return this.devices.forgetAllOf(customerId);
  }

  /** After a change of the password: all but the device that asks, whose owner has just shown who they are. Works only inside a unit of work. */
  forgetOthersOf(customerId: CustomerId): Promise<void> {
    return this.devices.forgetAllOf(customerId, this.tokens.hashOf(currentClient()?.deviceToken));
  }

  private async tokenFor(customerId: CustomerId): Promise<Introduction> {
    const presented = currentClient()?.deviceToken;
    const known = this.tokens.hashOf(presented);
    if (presented !== undefined && known !== undefined && (await this.devices.isKnown(known, customerId))) {
      await this.devices.remember(known, customerId);
      return { token: presented, isNew: false };
    }
    // Always a token of its own: one that somebody else has left on the device must not become known to this account.
    const token = this.tokens.make();
    const hash = this.hashOf(token);
    await this.devices.remember(hash, customerId);
    if (known !== undefined) await this.devices.rename(known, hash);
    return { token, isNew: true };
  }

  private hashOf(token: string): Buffer {
    const hash = this.tokens.hashOf(token);
    if (hash === undefined) throw new TypeError('A token that was just made is not ours.');
    return hash;
  }
}
