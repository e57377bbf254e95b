import { ZeroAddress } from 'ethers';
import type { TransactionReceipt, Wallet } from 'ethers';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { DAY_SECONDS, TODAY } from '../../scripts/stage/chain.ts';
import {
  admitSecondStudio,
  giveCoin,
  SECOND_STUDIO,
  secondStudioOf,
  type Agreed,
} from '../../scripts/stage/market.ts';
import { COMMUNITY, mined, MUSEUM, Platform } from '../../scripts/stage/platform.ts';

export function pick<T>(choices: readonly T[], dice: number): T {
  const choice = choices[dice % choices.length];
  if (choice === undefined) throw new Error('There is nothing to choose from.');
  return choice;
}

/** A stage platform and what the steps of one run did on it. */
export class World {
  readonly licenses: Agreed[] = [];
  readonly orders: Agreed[] = [];
  today = TODAY;
  council: Wallet;
  holder: { id: OrganizationId; key: Wallet };

  constructor(
    readonly platform: Platform,
    readonly assets: readonly AssetId[],
    readonly operator: string,
  ) {
    this.council = platform.people.council;
    this.holder = { id: MUSEUM, key: platform.people.museum };
  }

  /** Two assets of one community, and buyers with money of both kinds. */
  static async start(): Promise<{ platform: Platform; assets: AssetId[]; operator: string }> {
    const platform = await Platform.startAdmitted({ operatorShareBps: 333 });
    await admitSecondStudio(platform);
    await platform.fundStudio();
    const { token, people, market, chain } = platform;
    await mined(token.connect(people.studio).approve(market, 10n ** 20n));
    await giveCoin(chain, people.studio.address, 10n ** 24n);
    const assets = [await platform.materializeNew(), await platform.materializeNew()];
    for (const assetId of assets) {
      await platform.consent(assetId, { rights: 3 });
      await platform.offer(assetId, { rights: 15 });
      await platform.offer(assetId, { rights: 15, exclusive: true, token: ZeroAddress });
    }
    return { platform, assets, operator: await market.OPERATOR_ACCOUNT() };
  }

  get studio(): Wallet {
    return this.platform.people.studio;
  }
  get second(): Wallet {
    return secondStudioOf(this.platform);
  }
  get accounts(): string[] {
    return [COMMUNITY, MUSEUM, SECOND_STUDIO, this.operator];
  }

  market(person: 'studio' | 'stranger') {
    return this.platform.market.connect(this.platform.people[person]);
  }

  /** The accreditor, who is a guardian too; the relayer, who is operator and guardian; the deployer, who is nothing. */
  administrator(dice: number): Wallet {
    const { accreditor, sealer, deployer } = this.platform.people;
    return pick([accreditor, sealer, deployer], dice);
  }

  anyLicense(dice: number): Agreed | null {
    return this.licenses.length === 0 ? null : pick(this.licenses, dice);
  }

  async travelDays(days: number): Promise<void> {
    this.today += days;
    await this.platform.chain.travelTo(this.today * DAY_SECONDS);
  }

  /** Everything goes to the second studio, or back. */
  async changeHolder(): Promise<TransactionReceipt | null> {
    const { assets, people } = this.platform;
    const museum = { id: MUSEUM, key: people.museum };
    const second = { id: SECOND_STUDIO, key: this.second };
    const [from, to] = this.holder.id === MUSEUM ? [museum, second] : [second, museum];
    for (const assetId of this.assets) {
      await mined(assets.connect(from.key).offerCustody(assetId, to.id));
      await mined(assets.connect(to.key).acceptCustody(assetId, from.id, to.id));
    }
    this.holder = to;
    return null;
  }

  /** Every restricted function there is. */
  async restrictedCalls(): Promise<{ target: string; data: string }[]> {
    const { log, organizations, judgement, people } = this.platform;
    return [
      {
        target: await log.getAddress(),
        data: log.interface.encodeFunctionData('setSealer', [people.accreditor.address]),
      },
      {
        target: await organizations.getAddress(),
        data: organizations.interface.encodeFunctionData('proposeCouncil', [
          COMMUNITY,
          people.stranger.address,
        ]),
      },
      { target: await judgement.getAddress(), data: judgement.interface.encodeFunctionData('pause') },
      { target: await judgement.getAddress(), data: judgement.interface.encodeFunctionData('resume') },
    ];
  }
}
