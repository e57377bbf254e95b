import { useState } from 'react';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { useDecidingWords } from '../../../../lib/council/deciding.ts';
import { InvitedElders } from '../../../../lib/invitations/invited-elders.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { ActOutcome, Council } from '../../desk/model/council.ts';
import { CouncilFrame, useCommunityName } from '../../desk/parts/council-frame.tsx';
import css from '../../desk/parts/council.module.css';
import { KeyList } from '../parts/key-list.tsx';
import { KeyName } from '../parts/key-name.tsx';
import { NameNext } from '../parts/name-next.tsx';
import { NamedNext } from '../parts/named-next.tsx';
import { OutcomeNotice } from '../../signatures/parts/outcome-notice.tsx';
import { SharedCouncil } from '../../signatures/parts/shared-council.tsx';
import { successionText } from '../words/succession-text.ts';

export function SuccessionPage() {
  const t = useText(successionText);
  return (
    <CouncilFrame title={t('title')} lead={t('lead')} isForNamed>
      {(council) => <Succession council={council} />}
    </CouncilFrame>
  );
}

interface Said {
  readonly outcome: ActOutcome;
  readonly words: 'named' | 'vetoed' | 'seated';
}

function Succession({ council }: { readonly council: Council }) {
  const t = useText(successionText);
  const deciding = useDecidingWords();
  const [said, setSaid] = useState<Said | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const { community, safe, isNamed } = council;
  const name = useCommunityName(council);
  return (
    <>
      {said !== null && <OutcomeNotice outcome={said.outcome} done={t(said.words)} council={council} />}
      <section className={css['section']}>
        <h2>{t('present')}</h2>
        <Facts
          facts={[
            { name: t('who'), value: <KeyName address={community.council ?? ''} council={council} /> },
            ...(safe !== null && !isNamed
              ? [
                  {
                    name: t('membersAre'),
                    value: (
                      <>
                        <KeyList addresses={safe.owners} council={council} />
                        <p>{deciding('you', safe)}</p>
                      </>
                    ),
                  },
                ]
              : []),
          ]}
        />
        {safe !== null && !isNamed && (
          <div>
            <ButtonLink to={`/council/${community.id}/signatures`}>{t('toSignatures')}</ButtonLink>
          </div>
        )}
      </section>
      {community.succession !== null && (
        <NamedNext
          council={council}
          succession={community.succession}
          onDone={(outcome, words) => setSaid({ outcome, words })}
        />
      )}
      {!isNamed && (
        <>
          <section className={css['section']} aria-labelledby="council-people">
            <h2 id="council-people">{t('people')}</h2>
            <p>{t('peopleWhy')}</p>
            <InvitedElders communityId={community.id} community={name.text} />
          </section>
          <NameNext
            key={made}
            council={council}
            made={made}
            onDone={(outcome) => {
              setMade(null);
              setSaid({ outcome, words: 'named' });
            }}
          />
          <SharedCouncil council={council} onMade={setMade} />
        </>
      )}
    </>
  );
}
