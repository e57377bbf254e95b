import type { License } from '@lanran/api/licensing/domain/license';
import { type AssetId, type LicenseId, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { CONSENTED_RIGHTS } from '@lanran/protocol/licensing/rights';
import type { OfferTerms } from '@lanran/sdk/licensing/licensing-acts';
import { admit, newPerson, type Person, relayAct } from './people.ts';
import { buildContent, publishAsset } from './publications.ts';
import { buildWish, consentAct, offeringAct, purchaseAct } from './sales.ts';
import { openServices, type Services } from './services.ts';
import { type Stack, startStack } from './stack.ts';

/** A museum, a community, a studio and its partners, one key each, over the real backing services. */
export class LicensingScene {
  readonly curator = newPerson();
  readonly council = newPerson();
  readonly buyer = newPerson();
  readonly partner = newPerson();
  readonly stranger = newPerson();
  readonly stack: Stack;
  readonly services: Services;
  readonly museum = organizationIdOf('museum');
  readonly community = organizationIdOf('xijiang');
  readonly studio = organizationIdOf('studio');
  readonly partners = organizationIdOf('partners');

  private constructor(services: Services) {
    this.stack = services.stack;
    this.services = services;
  }

  static async start(): Promise<LicensingScene> {
    const services = await openServices(await startStack());
    const scene = new LicensingScene(services);
    await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: scene.curator });
    await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: scene.council });
    await admit(services, { slug: 'studio', kind: 'STUDIO', owner: scene.buyer });
    await admit(services, { slug: 'partners', kind: 'STUDIO', owner: scene.partner });
    return scene;
  }

  async stop(): Promise<void> {
    await this.stack.stop();
  }

  /** An asset of the museum's and the community's. */
  async publish(): Promise<AssetId> {
    const { assetId } = await publishAsset(this.services, this.curator, {
      organizationId: this.museum,
      content: buildContent({ community: this.community }),
    });
    return assetId;
  }

  /** An asset with consent of its own and one offer. */
  async publishOffered(terms: Partial<OfferTerms> = {}): Promise<AssetId> {
    const assetId = await this.publish();
    const rights = (terms.rights ?? 0) & CONSENTED_RIGHTS;
    await this.relay(this.council, consentAct(this.services, assetId, { holder: this.museum, rights }));
    await this.relay(this.curator, offeringAct(this.services, assetId, terms));
    return assetId;
  }

  /** A license of the studio's, of an asset of its own. */
  async sell(terms: Partial<OfferTerms> = {}): Promise<License> {
    const assetId = await this.publishOffered(terms);
    const wish = buildWish(this.services);
    const act = await purchaseAct(this.services, this.buyer, { assetId, licensee: this.studio, wish });
    return this.licenseOf(await this.relay(this.buyer, act));
  }

  /** The license that an act issued, as the read model shows it. */
  async licenseOf({ licenseIds }: { readonly licenseIds: readonly LicenseId[] }): Promise<License> {
    const [id] = licenseIds;
    const license = id === undefined ? null : await this.stack.stores.licenses.find(id);
    if (license === null) throw new Error('nothing was licensed');
    return license;
  }

  async relay(person: Person, act: Parameters<typeof relayAct>[2]) {
    return relayAct(this.services, person, act);
  }
}
