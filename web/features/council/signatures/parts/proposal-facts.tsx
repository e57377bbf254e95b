import type { Fact } from '../../../../components/facts/facts.tsx';
import { communityShareOf } from '../../../../lib/labels/community-share.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useAssetTitle } from '../../../../lib/assets/asset-names.ts';
import { useCouncilAsset } from '../../consents/model/assets.ts';
import {
  type ArgumentName,
  type DecodedCall,
  type Particular,
  particularsOf,
  partsOf,
} from '../model/call-particulars.ts';
import { callText } from '../words/call-text.ts';
import { PayoutNow, useClaimFacts } from './claim-facts.tsx';
import type { Council } from '../../desk/model/council.ts';
import { currencyOrUnits } from '@lanran/protocol/licensing/currencies';
import { earningsText } from '../../seat/words/earnings-text.ts';
import { knownCall } from '../model/known-calls.ts';
import { NamedCouncil } from '../../seat/parts/named-council.tsx';
import { ParticularValue } from './particular-value.tsx';
import { proposalEffectText } from '../words/proposal-effect-text.ts';
import { signaturesText } from '../words/signatures-text.ts';

/** A sentence for what it would do; of several acts by one signature, each. */
export function useProposalTitle(council: Council, call: DecodedCall): string {
  const t = useText(callText);
  const parts = partsOf(call);
  const assetId = parts.flatMap((part) => particularsOf(part) ?? []).find(({ as }) => as === 'asset')?.value;
  const { data: asset } = useCouncilAsset(council, assetId);
  const known = useAssetTitle(asset?.title).text;
  // Not an asset without a title: it is not here yet.
  const title = assetId !== undefined && asset === undefined ? '…' : known;
  return parts.map((part) => t(`acts.${knownCall(part)}`, { title })).join(' · ');
}

interface ProposedCall {
  readonly council: Council;
  readonly call: DecodedCall;
  /** Not done yet and not overtaken: what would follow now is said too. */
  readonly isWaiting: boolean;
}

/** Everything in it that the owners decide about, read out of what is signed. */
export function useProposalFacts({ council, call, isWaiting }: ProposedCall): readonly Fact[] {
  const t = useText(callText);
  const particulars = useParticularFacts(council);
  const consequences = useConsequences(council);
  const parts = partsOf(call);
  return parts.flatMap((part, at) => [
    ...(parts.length > 1
      ? [{ name: t('part', { number: at + 1 }), value: <PartTitle part={part} council={council} /> }]
      : []),
    ...particulars(part),
    ...(isWaiting ? consequences(part) : []),
  ]);
}

function PartTitle({ part, council }: { readonly part: DecodedCall; readonly council: Council }) {
  return <strong>{useProposalTitle(council, part)}</strong>;
}

function useParticularFacts(council: Council): (part: DecodedCall) => readonly Fact[] {
  const t = useText(callText);
  const words = useText(signaturesText);
  return (part) => {
    const particulars = knownCall(part) === 'other' ? null : particularsOf(part);
    if (particulars === null)
      return [{ name: words('unknown'), value: `${part.contract} · ${part.functionName}` }];
    const organizationId = organizationIn(particulars, council);
    return particulars.map((particular) => {
      const { place } = particular;
      const label = t(`arguments.${labelOf(part, particular)}`);
      return {
        name: place === null ? label : t('ofPurchase', { name: label, place }),
        value: <ParticularValue particular={particular} council={council} organizationId={organizationId} />,
      };
    });
  };
}

/** Beside the terms of its license stands the version that is taken. */
function labelOf(part: DecodedCall, { name, value }: Particular): ArgumentName | 'newVersion' {
  return name === 'version' && value === part.args['version'] ? 'newVersion' : name;
}

/** What the contracts have now and the act changes: money that is paid out, who is named. */
function useConsequences(council: Council): (part: DecodedCall) => readonly Fact[] {
  const effects = useText(proposalEffectText);
  const money = useText(earningsText);
  const claim = useClaimFacts(council);
  const share = useShareFact(council);
  const candidate = council.community.succession?.candidate;
  const named = {
    name: effects('candidate'),
    value:
      candidate === undefined ? (
        effects('nothingNamed')
      ) : (
        <NamedCouncil address={candidate} council={council} />
      ),
  };
  return (part) => {
    const particulars = particularsOf(part) ?? [];
    switch (knownCall(part)) {
      case 'LicenseMarket.claim':
        return claim({
          organizationId: organizationIn(particulars, council),
          token: particulars.find(({ name }) => name === 'token')?.value ?? '',
        });
      case 'LicenseMarket.confirmShare':
        return [{ name: money('facts.share'), value: share(particulars) }];
      case 'ConsentRegistry.consentTo':
        return [{ name: effects('shareAtLeast'), value: share(particulars) }];
      case 'Organizations.setPayout':
        return [
          {
            name: money('facts.from'),
            value: <PayoutNow organizationId={organizationIn(particulars, council)} />,
          },
        ];
      case 'Organizations.nameSuccessor':
        return [{ name: effects('then'), value: effects('thens.nameSuccessor') }];
      case 'Organizations.vetoCouncil':
        return [named, { name: effects('then'), value: effects('thens.vetoCouncil') }];
      case 'Organizations.acceptCouncil':
        return [named, { name: effects('then'), value: effects('thens.acceptCouncil') }];
      default:
        return [];
    }
  };
}

/** What the community gets of a price, or of the lowest one: the sum that its word is about. */
function useShareFact(council: Council): (particulars: readonly Particular[]) => string {
  const t = useText(earningsText);
  const { money, share } = useFormats();
  return (particulars) => {
    const valueOf = (...wanted: readonly Particular['name'][]) =>
      particulars.find(({ name }) => wanted.includes(name))?.value ?? '0';
    const shareBps = Number(valueOf('communityShareBps', 'shareBps'));
    const amount = communityShareOf(BigInt(valueOf('price', 'minPrice')), shareBps);
    const currency = currencyOrUnits(council.currencies, valueOf('token'));
    return t('shareOf', { amount: money(amount.toString(), currency), share: share(shareBps) });
  };
}

function organizationIn(particulars: readonly Particular[], council: Council): string {
  const own = particulars.find(({ name }) => name === 'organizationId' || name === 'communityId');
  return own?.value ?? council.community.id;
}
