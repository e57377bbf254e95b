import { expect } from 'vitest';
import { toQuote } from '@lanran/api/chain/adapters/quote';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, LicenseId } from '@lanran/protocol/kernel/ids';
import { parseAddress, type Address } from '@lanran/protocol/kernel/signature';
import type { Terms } from '@lanran/protocol/licensing/terms';
import type { Wish } from '@lanran/protocol/licensing/window';
import type { IJudgement } from '../../contracts/abi/Judgement.ts';
import { keySigner, type Signer } from '@lanran/sdk/kernel/signer';
import { signPermit, type SignedPermit } from '@lanran/sdk/acts/permit';
import { signForwardRequest, type Act } from '@lanran/sdk/acts/relaying';
import { TODAY } from '../../scripts/stage/chain.ts';
import { mined, Platform, STUDIO, VERSION, type Person } from '../../scripts/stage/platform.ts';

/** What a quote that can be bought says. */
export interface Agreeable {
  readonly terms: Terms;
  readonly licenseId: LicenseId;
}

/** The real contracts, reached as the platform's relayer does it: by acts that the command line signed. */
export class RelayedStage {
  readonly platform: Platform;

  private constructor(platform: Platform) {
    this.platform = platform;
  }

  static async start(): Promise<RelayedStage> {
    return new RelayedStage(await Platform.startAdmitted());
  }

  addressOf(name: string): Address {
    const { contracts } = this.platform.deployment;
    return parseAddress(Object.entries(contracts).find(([contract]) => contract === name)?.[1]);
  }

  signer(person: Person): Signer {
    return keySigner(this.platform.people[person].privateKey as Hex); // ethers types its keys as strings
  }

  async relay(person: Person, act: Act) {
    return this.relayAs(this.signer(person), act);
  }

  async relayAs(signer: Signer, { contract, data }: Act) {
    const { forwarder, deployment, chain, people } = this.platform;
    const signed = await signForwardRequest(
      signer,
      { chainId: deployment.chainId, forwarder: this.addressOf('ERC2771Forwarder') },
      {
        to: this.addressOf(contract),
        data,
        nonce: await forwarder.nonces(signer.address),
        deadline: (await chain.now()) + 600,
      },
    );
    expect(await forwarder.verify(signed)).toBe(true);
    return mined(forwarder.connect(people.stranger).execute(signed));
  }

  /** The studio lets the market take so much. */
  async permit(value: bigint): Promise<SignedPermit> {
    const { token, chain, deployment } = this.platform;
    const studio = this.signer('studio');
    const domain = {
      name: 'Test Chinese Yuan',
      version: '1',
      chainId: deployment.chainId,
      token: this.addressOf('TestToken'),
    };
    return signPermit(studio, domain, {
      spender: this.addressOf('LicenseMarket'),
      value,
      nonce: await token.nonces(studio.address),
      deadline: BigInt((await chain.now()) + 600),
    });
  }

  async quote(assetId: AssetId, wish: Wish): Promise<Agreeable> {
    return agreeable(await this.platform.judgement.quote(assetId, VERSION, STUDIO, wish, TODAY));
  }
}

/** @throws Error with the reasons of a refusal */
export function agreeable(answer: IJudgement.QuoteStructOutput): Agreeable {
  const { terms, licenseId, reasons } = toQuote(answer);
  if (terms === null || licenseId === null || reasons.length > 0)
    throw new Error(`not sold: ${reasons.map(({ name }) => name).join(', ')}`);
  return { terms, licenseId };
}
