import type { BaseContract, TransactionReceipt, Wallet } from 'ethers';
import type { BatchedCall } from '@lanran/protocol/chain/call-batch';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { ILicenseMarket, TermsStruct } from '../../contracts/abi/LicenseMarket.ts';
import { signBatch } from '../stage/batches.ts';
import { TODAY } from '../stage/chain.ts';
import { invoicePurchaseOf, ordersIn } from '../stage/market.ts';
import { mined } from '../stage/platform.ts';
import type { Figures } from './figures.ts';
import { assetOf, type GasStage } from './stage.ts';

/** Assets of one order. */
const LINES = 40;
export const LINE_ASSETS = Array.from({ length: LINES }, (_, at) => `line ${at}`);
/** The most that the platform lets a transaction use. */
const MAX_GAS = 2_500_000;

export type BatchFigures = Pick<
  Figures,
  'offerInBatch' | 'orderInBatch' | 'invoiceLinePaid' | 'shareInBatch'
>;

/** Many acts under one signature each: offered, ordered, paid and shared. */
export async function measureBatches(stage: GasStage): Promise<BatchFigures> {
  const { platform } = stage;
  const { museum, studio, council } = platform.people;
  for (const name of LINE_ASSETS) {
    await stage.materialize(name);
    await platform.consent(assetOf(name));
  }
  const offers = await callsOf(
    platform.book,
    'offer',
    LINE_ASSETS.map((name) => [assetOf(name), platform.buildTerms()]),
  );
  const offered = await sendBatch(stage, museum, { calls: offers, atOnce: 10 });
  const purchases: ILicenseMarket.PurchaseStruct[] = [];
  for (const name of LINE_ASSETS) purchases.push(await purchaseOf(stage, assetOf(name)));
  const orders = await callsOf(
    platform.market,
    'order',
    purchases.map((purchase) => [purchase]),
  );
  const ordered = await sendBatch(stage, studio, { calls: orders, atOnce: 20 });
  const terms = ordered.receipts.flatMap((receipt) => termsIn(stage, receipt)).map((each) => [each]);
  const paid = await sendBatch(stage, museum, {
    calls: await callsOf(platform.market, 'confirmPaid', terms),
    atOnce: LINES,
  });
  const shared = await sendBatch(stage, council, {
    calls: await callsOf(platform.market, 'confirmShare', terms),
    atOnce: 10,
  });
  return {
    offerInBatch: offered.gas,
    orderInBatch: ordered.gas,
    invoiceLinePaid: paid.gas,
    shareInBatch: shared.gas,
  };
}

async function purchaseOf({ platform }: GasStage, assetId: AssetId): Promise<ILicenseMarket.PurchaseStruct> {
  const [offerId = 0n] = await platform.book.openOffersOf(assetId);
  return invoicePurchaseOf(platform, { assetId, offerId, today: TODAY });
}

function termsIn({ platform }: GasStage, receipt: TransactionReceipt): TermsStruct[] {
  return ordersIn(platform, receipt).map(({ terms }) => terms);
}

async function callsOf(
  contract: BaseContract,
  name: string,
  args: readonly (readonly unknown[])[],
): Promise<BatchedCall[]> {
  const to = parseAddress((await contract.getAddress()).toLowerCase());
  // ethers types calldata as string.
  return args.map((each) => ({ to, data: contract.interface.encodeFunctionData(name, each) as Hex }));
}

/** @returns gas a call, the transactions' own among it */
async function sendBatch(
  { platform }: GasStage,
  signer: Wallet,
  { calls, atOnce }: { readonly calls: readonly BatchedCall[]; readonly atOnce: number },
): Promise<{ readonly gas: number; readonly receipts: readonly TransactionReceipt[] }> {
  const signed = await signBatch(platform, signer, calls);
  const forwarder = platform.forwarder.connect(platform.people.stranger);
  const receipts: TransactionReceipt[] = [];
  for (let at = 0; at < calls.length; at += atOnce) {
    const receipt = await mined(forwarder.executeCalls(signed.batch, signed.calls.slice(at, at + atOnce)));
    if (receipt.gasUsed > MAX_GAS)
      throw new Error(`${atOnce} calls use ${receipt.gasUsed} gas, more than ${MAX_GAS}.`);
    receipts.push(receipt);
  }
  const gas = receipts.reduce((sum, { gasUsed }) => sum + Number(gasUsed), 0);
  return { gas: Math.ceil(gas / calls.length), receipts };
}
