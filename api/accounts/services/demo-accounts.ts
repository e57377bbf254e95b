import type { Hex } from '@lanran/protocol/kernel/bytes';
import { isLoopbackHost } from '../../platform/kernel/loopback.ts';
import type { Organization } from '../../organizations/domain/organization.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';

/** A key of the demonstration, which anybody at its machine may use. The operator's is none of them. */
export interface DemoKey {
  readonly name: string;
  /** Lower case. */
  readonly address: Hex;
  readonly privateKey: Hex;
}

export interface DemoAccountsOptions {
  readonly keys: readonly DemoKey[];
  readonly organizations: Pick<OrganizationStore, 'listByKey'>;
  readonly publicUrl: () => URL;
}

export interface DemoAccountView extends DemoKey {
  /** Null until the demo data has it. */
  readonly organization: Organization | null;
}

/** The demonstration's people, for a picker on its own machine. */
export class DemoAccountsService {
  readonly #options: DemoAccountsOptions;

  constructor(options: DemoAccountsOptions) {
    this.#options = options;
  }

  /** None where others reach the platform: a proxy may make their requests look like this machine's own. */
  async list(): Promise<DemoAccountView[]> {
    const { keys, organizations, publicUrl } = this.#options;
    if (!isLoopbackHost(publicUrl().host)) return [];
    return Promise.all(
      keys.map(async (key) => {
        const [organization = null] = await organizations.listByKey(key.address);
        return { ...key, organization };
      }),
    );
  }
}
