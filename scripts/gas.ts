// `npm run gas -- [--json]`: whole-transaction gas of direct calls, on the embedded chain's engine.
import type { TransactionReceipt } from 'ethers';
import { buildBatch, batchDigest } from '@lanran/protocol/batch';
import type { Hex } from '@lanran/protocol/bytes';
import { signDigest } from '@lanran/protocol/signature';
import { LOG_ID, mined, MUSEUM, Platform } from './stage/platform.ts';

/** Leaves in the log: proofs then have 11 hashes, as in a log of some thousand statements. */
const LOG_SIZE = 2_048;

const gasOf = ({ gasUsed }: TransactionReceipt): number => Number(gasUsed);

async function measure(): Promise<Record<string, number>> {
  const platform = await Platform.startAdmitted({ operatorShareBps: 250 });
  const { people, assets, market, tokenAddress } = platform;
  await platform.fundStudio();
  fillLog(platform);
  for (let anchored = 0; anchored < 4; anchored++) {
    platform.publish();
    await platform.anchor();
  }

  const published = platform.publish();
  const batched = publishBatched(platform);
  const checkpoint = await platform.anchor();
  const stranger = assets.connect(people.stranger);
  const materialize = await mined(stranger.materialize(platform.materializationOf(published)));
  const materializeFromBatch = await mined(stranger.materialize(platform.materializationOf(batched)));
  const { assetId } = published;
  const consent = await platform.consent(assetId);
  const offer = await platform.offer(assetId);
  const buyFirst = await platform.buy(assetId);
  const buyLater = await platform.buy(assetId, { lastDay: 20_700 });
  const relayed = await relayedBuy(platform);
  await mined(market.connect(people.stranger).claim(MUSEUM, tokenAddress));
  await platform.buy(assetId, { lastDay: 20_702 });
  const claim = await mined(market.connect(people.stranger).claim(MUSEUM, tokenAddress));

  return {
    checkpoint: gasOf(checkpoint),
    materialize: gasOf(materialize),
    materializeFromBatch: gasOf(materializeFromBatch),
    consent: gasOf(consent),
    offer: gasOf(offer),
    buyFirst: gasOf(buyFirst),
    buyLater: gasOf(buyLater),
    claim: gasOf(claim),
    relayOverhead: gasOf(relayed) - gasOf(buyLater),
  };

  async function relayedBuy(stage: Platform): Promise<TransactionReceipt> {
    const purchase = await stage.purchaseOf(assetId, { lastDay: 20_701 });
    const permit = await stage.permit(people.studio, BigInt(purchase.maxPrice));
    return stage.relay(people.studio, market, market.interface.encodeFunctionData('buy', [purchase, permit]));
  }
}

function fillLog(platform: Platform): void {
  for (let at = 0; at < LOG_SIZE; at++) platform.tree.append(new TextEncoder().encode(`leaf ${at}`));
}

/** One of 1,000 statements under one signature. */
function publishBatched(platform: Platform) {
  const published = platform.publish();
  const batch = buildBatch(Array.from({ length: 1_000 }, () => published.statement));
  const key = platform.people.museum.privateKey as Hex; // ethers types its keys as strings
  const evidence = batch.evidenceFor(500, signDigest(batchDigest(batch, LOG_ID), key));
  return { ...published, evidence, leafIndex: platform.append(published.statement, evidence) };
}

const figures = await measure();
process.stdout.write(
  process.argv.includes('--json')
    ? `${JSON.stringify(figures)}\n`
    : Object.entries(figures)
        .map(([name, gas]) => `${name.padEnd(22)}${gas.toLocaleString('en').padStart(10)}\n`)
        .join(''),
);
