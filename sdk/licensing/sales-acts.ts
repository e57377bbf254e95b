import { createJudgementInterface } from '../../contracts/abi/interfaces/Judgement.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Act } from '../acts/relaying.ts';

const judgement = createJudgementInterface();

// ethers types calldata as string; its interfaces make lower-case hex.
const actOf = (data: string): Act => ({ contract: 'Judgement', data: data as Hex });

/** A guardian (accreditor or operator) stops new sales; claims and withdrawals go on. */
export function pauseAct(): Act {
  return actOf(judgement.encodeFunctionData('pause'));
}

/** A guardian lets sales go on. */
export function resumeAct(): Act {
  return actOf(judgement.encodeFunctionData('resume'));
}
