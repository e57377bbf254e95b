import { useQuery } from '@tanstack/react-query';
import { Button as AriaButton } from 'react-aria-components';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { pickText, request } from '../../../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './people.module.css';
import { peopleText } from '../words/text.ts';
import { useTask } from '../../../../lib/session/task.ts';

const DEMO_PEOPLE = graphql(`
  query DemoPeople {
    demoAccounts {
      name
      address
      organization {
        kind
        name {
          en
          zh
        }
      }
    }
  }
`);

type DemoPerson = ResultOf<typeof DEMO_PEOPLE>['demoAccounts'][number];

/** Who somebody is, by the organization they act for; an account without one is told by its own name. */
const WORDS = {
  institution: 'demoInstitution',
  council: 'demoCommunity',
  community: 'demoCommunity',
  studio: 'demoStudio',
  auditor: 'demoAuditor',
  accreditor: 'demoAccreditor',
} as const;

/** The people of the demonstration, on its own machine. */
export function DemoWay({ onSignedIn }: { onSignedIn(): void }) {
  const t = useText(peopleText);
  const { language } = useLanguage();
  const { signIn } = useSession();
  const task = useTask();
  const { data } = useQuery({
    queryKey: ['demo-people'],
    queryFn: ({ signal }) => request(DEMO_PEOPLE, {}, { signal }),
    staleTime: 'static',
  });
  const people = data?.demoAccounts ?? [];
  if (people.length === 0) return null;
  const use = async ({ name, address }: DemoPerson) => {
    const done = await task.run(async () => {
      const { openDemo } = await import('../../../../lib/keys/open-identity.ts');
      const identity = { kind: 'demo', name, address } as const;
      await signIn(await openDemo(identity), identity);
      return true;
    });
    if (done === true) onSignedIn();
  };
  return (
    <section className={`${css['way'] ?? ''} ${css['wholeRow'] ?? ''}`} aria-labelledby="way-demo">
      <h2 id="way-demo">{t('demoTitle')}</h2>
      <p className={css['soft']}>{t('demoLead')}</p>
      <ul role="list" className={css['people']}>
        {people.map((person) => {
          const title = pickText(person.organization?.name, language);
          const words = wordsFor(person);
          return (
            <li key={person.address}>
              <AriaButton
                className={css['person'] ?? ''}
                isDisabled={task.isBusy}
                onPress={() => void use(person)}
              >
                <strong lang={title?.language === 'zh' ? 'zh-CN' : title?.language}>
                  {title?.text ?? person.name}
                </strong>
                {words !== null && <span>{t(words)}</span>}
              </AriaButton>
            </li>
          );
        })}
      </ul>
      <div role="status">{task.isBusy && <p>{t('signingIn')}</p>}</div>
      {task.error !== null && <ErrorNotice error={task.error} />}
    </section>
  );
}

function wordsFor({ name, organization }: DemoPerson) {
  const kind = (organization?.kind ?? name).toLowerCase();
  return kind in WORDS ? WORDS[kind as keyof typeof WORDS] : null;
}
