import { type SyntheticEvent, useState } from 'react';
import { type OrganizationId, parseOrganizationId } from '@lanran/protocol/ids';
import type * as organizationActs from '@lanran/client/organization-acts';
import type { Act as ClientAct } from '@lanran/client/relaying';
import { BindingSheet } from '../../components/binding-sheet.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Facts } from '../../components/facts.tsx';
import { TextField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/text.ts';
import { type ActOutcome, type Council, useCouncilAct } from './council.ts';
import { CouncilFrame } from './council-frame.tsx';
import css from './council.module.css';
import { KeyName } from './key-name.tsx';
import { readKey } from './key.ts';
import { keyText } from './key-text.ts';
import { OutcomeNotice } from './outcome-notice.tsx';
import { SharedCouncil } from './shared-council.tsx';
import { successionText } from './succession-text.ts';

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
  const [said, setSaid] = useState<Said | null>(null);
  const [candidate, setCandidate] = useState('');
  const { community, safe, isNamed } = council;
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
                    name: t('together', { threshold: safe.threshold, count: safe.owners.length }),
                    value: (
                      <ul className={css['people']}>
                        {safe.owners.map((owner) => (
                          <li key={owner}>
                            <KeyName address={owner} council={council} />
                          </li>
                        ))}
                      </ul>
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
        <Named
          council={council}
          succession={community.succession}
          onDone={(outcome, words) => setSaid({ outcome, words })}
        />
      )}
      {!isNamed && (
        <>
          <NameNext
            council={council}
            text={candidate}
            onChange={setCandidate}
            onDone={(outcome) => {
              setCandidate('');
              setSaid({ outcome, words: 'named' });
            }}
          />
          <SharedCouncil council={council} onMade={setCandidate} />
        </>
      )}
    </>
  );
}

interface NamedProps {
  readonly council: Council;
  readonly succession: NonNullable<Council['community']['succession']>;
  onDone(outcome: ActOutcome, words: 'vetoed' | 'seated'): void;
}

const DAY_MS = 86_400_000;

/** Who is to follow: when, who named them, and how that is ended or accepted. */
function Named({ council, succession, onDone }: NamedProps) {
  const t = useText(successionText);
  const { moment } = useFormats();
  const [asked, setAsked] = useState<'veto' | 'accept' | null>(null);
  const { act, run } = useCouncilAct(council);
  const { candidate, seatableAt, byCouncil } = succession;
  const left = Math.max(0, Math.ceil((Date.parse(seatableAt) - Date.now()) / DAY_MS));
  const isSeatable = left === 0;
  const { isNamed } = council;
  const facts = [
    { name: t('who'), value: <KeyName address={candidate} council={council} /> },
    { name: t('namedBy'), value: t(byCouncil ? 'byCouncil' : 'byAccreditor') },
    { name: t('when'), value: isSeatable ? t('atOnce') : t('from', { day: moment(seatableAt), days: left }) },
  ];
  const perform = async (words: 'vetoed' | 'seated') => {
    const done = await run((platform) =>
      relayOrganizationAct(platform, council, (acts, id) =>
        words === 'vetoed' ? acts.vetoCouncilAct(id) : acts.acceptCouncilAct(id),
      ),
    );
    if (done === null) return;
    setAsked(null);
    onDone(done.outcome, words);
  };
  const close = () => {
    act.reset();
    setAsked(null);
  };
  return (
    <section className={css['section']}>
      <h2>{t('next')}</h2>
      {!byCouncil && !isNamed && (
        <Notice tone="refused" title={isSeatable ? t('overdue') : t('daysLeft', { days: left })}>
          <p>{t('daysLeftWhy')}</p>
        </Notice>
      )}
      <Facts facts={facts} />
      <div className={css['buttons']}>
        {isNamed ? (
          <Button kind="act" isDisabled={!isSeatable} onPress={() => setAsked('accept')}>
            {t('accept')}
          </Button>
        ) : (
          <Button kind="act" onPress={() => setAsked('veto')}>
            {t(byCouncil ? 'takeBack' : 'veto')}
          </Button>
        )}
      </div>
      {isNamed && !isSeatable && <p>{t('notYet', { day: moment(seatableAt) })}</p>}
      {asked === 'veto' && (
        <BindingSheet
          title={t(byCouncil ? 'takeBackTitle' : 'vetoTitle')}
          verb={council.safe === null ? t(byCouncil ? 'takeBack' : 'veto') : t('propose')}
          facts={facts}
          concerns={t('vetoConcerns')}
          undo={t('vetoUndo')}
          act={act}
          onSign={() => void perform('vetoed')}
          onClose={close}
        />
      )}
      {asked === 'accept' && (
        <BindingSheet
          title={t('acceptTitle')}
          verb={council.safe === null ? t('accept') : t('propose')}
          facts={[...facts, { name: t('then'), value: t('acceptThen') }]}
          concerns={t('acceptConcerns')}
          undo={t('acceptUndo')}
          act={act}
          onSign={() => void perform('seated')}
          onClose={close}
        />
      )}
    </section>
  );
}

interface NameNextProps {
  readonly council: Council;
  readonly text: string;
  onChange(text: string): void;
  onDone(outcome: ActOutcome): void;
}

function NameNext({ council, text, onChange, onDone }: NameNextProps) {
  const t = useText(successionText);
  const keys = useText(keyText);
  const [isChecked, setIsChecked] = useState(false);
  const [isLooking, setIsLooking] = useState(false);
  const { act, run } = useCouncilAct(council);
  const key = readKey(text);
  const isItself = key !== null && key === council.community.council?.toLowerCase();
  const error = key === null ? keys('notKey') : isItself ? keys('itself') : null;
  const look = (event: SyntheticEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (error === null) setIsLooking(true);
  };
  const name = async () => {
    if (key === null) return;
    const done = await run((platform) =>
      relayOrganizationAct(platform, council, (acts, id) => acts.nameSuccessorAct(id, key)),
    );
    if (done === null) return;
    setIsLooking(false);
    setIsChecked(false);
    onDone(done.outcome);
  };
  return (
    <section className={css['section']} aria-labelledby="name-next">
      <h2 id="name-next">{t('nameNext')}</h2>
      <p>{t('nameWhy')}</p>
      <form onSubmit={look} className={css['narrow']}>
        <TextField
          label={t('nextKey')}
          hint={t('nextHint')}
          value={text}
          error={isChecked ? error : null}
          onChange={onChange}
        />
        {key !== null && !isItself && (
          <p>
            <KeyName address={key} council={council} />
          </p>
        )}
        <div>
          <Button type="submit">{t('lookName')}</Button>
        </div>
      </form>
      {isLooking && key !== null && (
        <BindingSheet
          title={t('nameTitle')}
          verb={council.safe === null ? t('name') : t('propose')}
          facts={[
            { name: t('who'), value: <KeyName address={key} council={council} /> },
            { name: t('then'), value: t('nameThen') },
          ]}
          concerns={t('nameConcerns')}
          undo={t('nameUndo')}
          details={<p className={css['key']}>{key}</p>}
          act={act}
          onSign={() => void name()}
          onClose={() => {
            act.reset();
            setIsLooking(false);
          }}
        />
      )}
    </section>
  );
}

type OrganizationActs = Pick<
  typeof organizationActs,
  'acceptCouncilAct' | 'nameSuccessorAct' | 'vetoCouncilAct'
>;
type RunPlatform = Parameters<Parameters<ReturnType<typeof useCouncilAct>['run']>[0]>[0];

async function relayOrganizationAct(
  platform: RunPlatform,
  { community }: Council,
  build: (acts: OrganizationActs, id: OrganizationId) => ClientAct,
): Promise<ActOutcome> {
  const [acts, { relay }] = await Promise.all([
    import('@lanran/client/organization-acts'),
    import('@lanran/client/relaying'),
  ]);
  return relay(platform, build(acts, parseOrganizationId(community.id)));
}
