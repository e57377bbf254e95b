import type { Fact } from '../../components/facts.tsx';
import { OrganizationName } from '../../lib/organization-name.tsx';
import { useText } from '../../lib/text.ts';
import { useAssetTitle } from './asset-picture.tsx';
import { useCouncilAsset } from './assets.ts';
import type { Council } from './council.ts';
import { emptyGrant } from './grant.ts';
import { useGrantFacts } from './grant-sheet.tsx';
import { KeyName } from './key-name.tsx';
import { NamedCouncil } from './named-council.tsx';
import { proposalEffectText } from './proposal-effect-text.ts';
import type { DecodedCall, ProposalWords } from './proposal-words.ts';
import { signaturesText } from './signatures-text.ts';

/** A sentence for what it would do. */
export function useProposalTitle(council: Council, words: ProposalWords): string {
  const t = useText(signaturesText);
  const assetId = 'assetId' in words ? words.assetId : undefined;
  const { data: asset } = useCouncilAsset(council, assetId);
  const title = useAssetTitle(asset?.title).text;
  if (words.kind === 'grantCollection') return t('acts.grantCollection', { count: words.size });
  return t(`acts.${words.kind}`, { title });
}

interface ProposalFactsInput {
  readonly council: Council;
  readonly words: ProposalWords;
  readonly call: DecodedCall;
}

/** Everything in it that the owners decide about. */
export function useProposalFacts({ council, words, call }: ProposalFactsInput): readonly Fact[] {
  const t = useText(signaturesText);
  const effects = useText(proposalEffectText);
  const consent = useGrantFacts('consent' in words ? words.consent : emptyGrant(0));
  const communityId = call.args['communityId'] ?? call.args['organizationId'];
  const facts: Fact[] = [];
  if (typeof communityId === 'string')
    facts.push({ name: t('for'), value: <OrganizationName id={communityId} /> });
  const candidate = words.kind === 'nameSuccessor' ? words.key : council.community.succession?.candidate;
  if (words.kind === 'nameSuccessor' || words.kind === 'vetoCouncil' || words.kind === 'acceptCouncil') {
    facts.push({
      name: effects('candidate'),
      value:
        candidate === undefined ? (
          effects('nothingNamed')
        ) : (
          <NamedCouncil address={candidate} council={council} />
        ),
    });
    facts.push({ name: effects('then'), value: effects(`thens.${words.kind}`) });
  } else if ('key' in words)
    facts.push({ name: t('key'), value: <KeyName address={words.key} council={council} /> });
  if ('consent' in words) facts.push(...consent);
  if (words.kind === 'other')
    facts.push({ name: t('unknown'), value: `${call.contract} · ${call.functionName}` });
  return facts;
}
