import type { TransactionReceipt } from 'ethers';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import { TODAY } from '../stage/chain.ts';
import { mined, MUSEUM } from '../stage/platform.ts';
import { type BatchFigures, LINE_ASSETS, measureBatches } from './batched.ts';
import { buyCrowded, buyExclusiveCrowded } from './crowd.ts';
import { buyByUse, buyPriced } from './priced.ts';
import { FIGURES, limitsOf, type Figure, type Figures } from './figures.ts';
import { findSlotCosts, type SlotCost } from './slot-costs.ts';
import { assetOf, GasStage } from './stage.ts';

const ASSETS = ['plain', 'batched', 'crowded', 'packed', 'priced', 'used'] as const;
const FOUR_COUNTRIES = parseTerritories('CN,FR,JP,US');
const FOUR_MEDIA = bitsOf(['TELEVISION', 'STREAMING', 'GAME', 'FASHION']);

const gasOf = ({ gasUsed }: TransactionReceipt): number => Number(gasUsed);

export interface Measurement {
  readonly figures: Figures;
  /** Of the figures that exceed their limit: what each slot of the transaction cost. */
  readonly slots: ReadonlyMap<Figure, readonly SlotCost[]>;
}

/** Whole-transaction gas of direct calls on the embedded chain's engine; the same in every run. */
export async function measure(): Promise<Measurement> {
  const stage = await GasStage.start([...ASSETS, ...LINE_ASSETS]);
  const receipts = await runTransactions(stage);
  const figures: Figures = {
    checkpoint: gasOf(receipts.checkpoint),
    materialize: gasOf(receipts.materialize),
    materializeFromBatch: gasOf(receipts.materializeFromBatch),
    consent: gasOf(receipts.consent),
    consentTo: gasOf(receipts.consentTo),
    licenseFirst: gasOf(receipts.licenseFirst),
    license: gasOf(receipts.license),
    licenseLong: gasOf(receipts.licenseLong),
    licensePriced: gasOf(receipts.licensePriced),
    licenseByUse: gasOf(receipts.licenseByUse),
    licenseCrowded: gasOf(receipts.licenseCrowded),
    exclusiveCrowded: gasOf(receipts.exclusiveCrowded),
    claim: gasOf(receipts.claim),
    relayOverhead: await measureRelaying(stage, assetOf('plain')),
    ...(await measureBatches(stage)),
  };
  return { figures, slots: await explainExcess(stage, figures, receipts) };
}

/** Of those that are the gas of one transaction. */
type Receipts = Readonly<Record<Exclude<Figure, 'relayOverhead' | keyof BatchFigures>, TransactionReceipt>>;

async function runTransactions(stage: GasStage): Promise<Receipts> {
  const plain = assetOf('plain');
  const checkpoint = await stage.anchorAll();
  const materialize = await stage.materialize('plain');
  const materializeFromBatch = await stage.materialize('batched');
  const consent = await stage.platform.consent(plain, { territories: FOUR_COUNTRIES });
  await stage.platform.offer(plain);
  const buy = (lastDay: number, media?: number) => stage.buy(plain, wishOf(lastDay, media));
  const licenseFirst = await buy(TODAY + 30);
  const license = await buy(TODAY + 31);
  const licenseLong = await buy(TODAY + 729, FOUR_MEDIA);
  for (const asset of ['crowded', 'packed', 'priced', 'used'] as const) await stage.materialize(asset);
  return {
    checkpoint,
    materialize,
    materializeFromBatch,
    consent,
    licenseFirst,
    license,
    licenseLong,
    licenseCrowded: await buyCrowded(stage, assetOf('crowded')),
    exclusiveCrowded: await buyExclusiveCrowded(stage, assetOf('packed')),
    licensePriced: await buyPriced(stage, assetOf('priced')),
    ...(await buyByUse(stage, assetOf('used'))),
    claim: await claimAgain(stage, plain),
  };
}

async function explainExcess(
  { platform }: GasStage,
  figures: Figures,
  receipts: Receipts,
): Promise<Map<Figure, readonly SlotCost[]>> {
  const limits = limitsOf(figures);
  const explained = new Map<Figure, readonly SlotCost[]>();
  for (const name of FIGURES) {
    const limit = limits[name];
    const receipt = Object.entries(receipts).find(([key]) => key === name)?.[1];
    if (receipt === undefined || limit === null || figures[name] <= limit) continue;
    const { hash, to } = receipt;
    if (to !== null) explained.set(name, await findSlotCosts(platform, hash, to));
  }
  return explained;
}

/** The payout address has some of the token already. */
async function claimAgain(stage: GasStage, assetId: AssetId): Promise<TransactionReceipt> {
  const { market, people, tokenAddress } = stage.platform;
  const claim = () => mined(market.connect(people.stranger).claim(MUSEUM, tokenAddress));
  await claim();
  await stage.buy(assetId, wishOf(TODAY + 40));
  return claim();
}

/** The same purchase twice, from the same state: once directly, once relayed. */
async function measureRelaying(stage: GasStage, assetId: AssetId): Promise<number> {
  await stage.stopClock();
  // Nobody's relayed call is the first one for long: that one also begins the forwarder's count of them.
  await stage.buyRelayed(assetId, wishOf(TODAY + 41));
  await stage.buy(assetId, wishOf(TODAY + 42));
  const restore = await stage.platform.chain.snapshot();
  const direct = await stage.buy(assetId, wishOf(TODAY + 43));
  await restore();
  return gasOf(await stage.buyRelayed(assetId, wishOf(TODAY + 43))) - gasOf(direct);
}

const wishOf = (lastDay: number, media = bitsOf(['TELEVISION', 'STREAMING'])) => ({
  media,
  territories: FOUR_COUNTRIES,
  lastDay,
});
