import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { BindingSheet } from '../../components/binding-sheet.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { useAct } from '../../lib/act.ts';
import { request } from '../../lib/api.ts';
import { graphql } from '../../lib/graphql.ts';
import { type Me, useSession } from '../../lib/session.tsx';
import { useText } from '../../lib/text.ts';
import { firstStartText } from './first-start-text.ts';
import css from './people.module.css';
import { usePersonName } from './use-person-name.ts';

const NAME_ACCREDITOR = graphql(`
  mutation NameAccreditor($token: String!, $address: String!, $signature: String!) {
    nameAccreditor(token: $token, address: $address, signature: $signature)
  }
`);

interface NameAccreditorProps {
  readonly token: string;
  readonly logId: string;
}

/** First a key, then the one signature. */
export function NameAccreditor({ token, logId }: NameAccreditorProps) {
  const t = useText(firstStartText);
  const { me } = useSession();
  const name = usePersonName();
  const [isShown, setIsShown] = useState(false);
  return (
    <section className={css['section']} aria-labelledby="first-start-key">
      <h2 id="first-start-key">{t('keyTitle')}</h2>
      {me === null ? (
        <>
          <p>{t('keyLead')}</p>
          <div className={css['row']}>
            <ButtonLink to="/sign-up?next=/first-start" kind="main">
              {t('make')}
            </ButtonLink>
            <ButtonLink to="/sign-in?next=/first-start">{t('bring')}</ButtonLink>
          </div>
        </>
      ) : (
        <>
          <p>{t('ready', { name })}</p>
          <div className={css['row']}>
            <Button kind="main" onPress={() => setIsShown(true)}>
              {t('become')}
            </Button>
            <Link to="/sign-in?next=/first-start">{t('other')}</Link>
          </div>
          {isShown && <NamingSheet token={token} logId={logId} me={me} onClose={() => setIsShown(false)} />}
        </>
      )}
    </section>
  );
}

interface NamingSheetProps extends NameAccreditorProps {
  readonly me: Me;
  onClose(): void;
}

function NamingSheet({ token, logId, me, onClose }: NamingSheetProps) {
  const t = useText(firstStartText);
  const cache = useQueryClient();
  const act = useAct<boolean>();
  const name = usePersonName();
  const sign = async () => {
    const done = await act.run(async ({ signer, deployment }) => {
      const { accreditorText } = await import('@lanran/protocol/account');
      const { address } = signer;
      const signature = await signer.signMessage(accreditorText({ logId: deployment.logId, address }));
      return (await request(NAME_ACCREDITOR, { token, address, signature })).nameAccreditor;
    });
    if (done === true) await cache.invalidateQueries();
  };
  return (
    <BindingSheet
      title={t('sheetTitle')}
      verb={t('verb')}
      facts={[
        { name: t('factKey'), value: name },
        { name: t('factMay'), value: t('factMayValue') },
        { name: t('factMayNot'), value: t('factMayNotValue') },
      ]}
      concerns={t('concerns')}
      undo={t('undo')}
      details={
        <>
          <p>{t('detailsSigned')}</p>
          <pre lang="en">{`Lanran accreditor\nlog: ${logId}\naddress: ${me.address.toLowerCase()}`}</pre>
        </>
      }
      act={act}
      onSign={() => void sign()}
      onClose={onClose}
    />
  );
}
