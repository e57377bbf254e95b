import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf, type AssetId } from '@lanran/protocol/kernel/ids';
import {
  acceptCustodyAct,
  cancelCustodyAct,
  offerCustodyAct,
  withdrawAct,
} from '@lanran/sdk/custody/custody-acts';
import { disputeAct, resolveDisputeAct, retractDisputeAct } from '@lanran/sdk/disputes/dispute-acts';
import { pauseAct, resumeAct } from '@lanran/sdk/licensing/sales-acts';
import { COMMUNITY, KIND, MUSEUM, STUDIO, type Platform } from '../../scripts/stage/platform.ts';
import { RelayedStage } from './relayed-stage.ts';

const AUDITOR = organizationIdOf('auditor');
const REASON = `0x${'5a'.repeat(32)}` as const;

describe('acts about an asset and its sales, signed by the command line', () => {
  let stage: RelayedStage;
  let platform: Platform;
  let assetId: AssetId;
  beforeAll(async () => {
    stage = await RelayedStage.start();
    platform = stage.platform;
    await platform.admit(AUDITOR, { kind: KIND.AUDITOR, owner: 'stranger' });
    assetId = await platform.materializeNew({ community: COMMUNITY });
  });
  beforeEach(async () => platform.chain.snapshot());

  const disputes = async () => Number((await platform.assets.assetOf(assetId)).disputes);

  it('hand an asset from one organization to another', async () => {
    await stage.relay('museum', offerCustodyAct(assetId, STUDIO));
    await stage.relay('studio', acceptCustodyAct({ assetId, holder: MUSEUM, taker: STUDIO }));
    expect((await platform.assets.assetOf(assetId)).holder).toBe(STUDIO);
  });

  it('take back an offer of custody, which then nobody can accept', async () => {
    await stage.relay('museum', offerCustodyAct(assetId, STUDIO));
    await stage.relay('museum', cancelCustodyAct(assetId));
    expect(await platform.assets.custodyOfferOf(assetId)).toBe(ZERO_32);
    await expect(
      stage.relay('studio', acceptCustodyAct({ assetId, holder: MUSEUM, taker: STUDIO })),
    ).rejects.toMatchObject({ code: 'CALL_EXCEPTION' });
  });

  it('withdraw an asset by its holder alone', async () => {
    await expect(stage.relay('studio', withdrawAct(assetId))).rejects.toMatchObject({
      code: 'CALL_EXCEPTION',
    });
    await stage.relay('museum', withdrawAct(assetId));
    expect((await platform.assets.assetOf(assetId)).withdrawn).toBe(true);
  });

  it.each([
    ['council', COMMUNITY],
    ['stranger', AUDITOR],
  ] as const)('dispute an asset by the %s and take that back', async (person, organizationId) => {
    await stage.relay(person, disputeAct({ assetId, organizationId, reasonHash: REASON }));
    expect(await disputes()).toBe(1);
    await stage.relay(person, retractDisputeAct({ assetId, organizationId }));
    expect(await disputes()).toBe(0);
  });

  it('resolve a dispute by the accreditor alone', async () => {
    const dispute = { assetId, organizationId: AUDITOR, reasonHash: REASON };
    await stage.relay('stranger', disputeAct(dispute));
    await expect(stage.relay('museum', resolveDisputeAct(dispute))).rejects.toMatchObject({
      code: 'CALL_EXCEPTION',
    });
    await stage.relay('accreditor', resolveDisputeAct(dispute));
    expect(await disputes()).toBe(0);
  });

  it('pause and resume sales by the accreditor alone', async () => {
    await expect(stage.relay('museum', pauseAct())).rejects.toMatchObject({ code: 'CALL_EXCEPTION' });
    await stage.relay('accreditor', pauseAct());
    expect(await platform.judgement.isPaused()).toBe(true);
    await stage.relay('accreditor', resumeAct());
    expect(await platform.judgement.isPaused()).toBe(false);
  });
});
