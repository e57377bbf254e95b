import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { Checkbox } from '../../../../components/forms/checkbox.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { request } from '../../../../lib/session/api.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { holderOf, type Office, type Offices, otherOffice } from '../../../../lib/council/offices.ts';
import { type Me, useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { firstStartText } from '../words/first-start-text.ts';
import css from '../../signing-in/parts/people.module.css';
import { usePersonName } from '../../signing-in/model/use-person-name.ts';

const NAME_ACCREDITOR = graphql(`
  mutation NameAccreditor($token: String!, $address: String!, $signature: String!) {
    nameAccreditor(token: $token, address: $address, signature: $signature)
  }
`);
const NAME_OPERATOR = graphql(`
  mutation NameOperator($token: String!, $address: String!, $signature: String!) {
    nameOperator(token: $token, address: $address, signature: $signature)
  }
`);
const TITLES = { OPERATOR: 'Lanran operator', ACCREDITOR: 'Lanran accreditor' } as const;

interface NameOfficeProps {
  readonly token: string;
  readonly office: Office;
  readonly offices: Offices;
}

/** First a key, then the one signature. */
export function NameOffice(props: NameOfficeProps) {
  const { office, offices } = props;
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
          <p>{t(`${office}.ready`, { name })}</p>
          {holdsOther(me, props) && (
            <Notice tone="unknown">
              <p>{t(`${office}.bothWarning`)}</p>
            </Notice>
          )}
          <div className={css['row']}>
            <Button kind="main" onPress={() => setIsShown(true)}>
              {t('become')}
            </Button>
            <Link to="/sign-in?next=/first-start">{t('other')}</Link>
          </div>
          {isShown && (
            <NamingSheet
              {...props}
              me={me}
              logId={offices.logId}
              needsAssent={holdsOther(me, props)}
              onClose={() => setIsShown(false)}
            />
          )}
        </>
      )}
    </section>
  );
}

/** Would one key hold both offices? */
function holdsOther(me: Me, { office, offices }: Pick<NameOfficeProps, 'office' | 'offices'>): boolean {
  return holderOf(offices, otherOffice(office)) === me.address.toLowerCase();
}

interface NamingSheetProps extends Pick<NameOfficeProps, 'token' | 'office'> {
  readonly logId: string;
  readonly me: Me;
  readonly needsAssent: boolean;
  onClose(): void;
}

function NamingSheet({ token, office, logId, me, needsAssent, onClose }: NamingSheetProps) {
  const t = useText(firstStartText);
  const cache = useQueryClient();
  const act = useAct<true>();
  const name = usePersonName();
  const [isAssented, setIsAssented] = useState(false);
  const sign = async () => {
    const done = await act.run(async ({ signer, deployment }) => {
      const { accreditorText, operatorText } = await import('@lanran/protocol/accounts/account');
      const { address } = signer;
      const text = office === 'OPERATOR' ? operatorText : accreditorText;
      const signature = await signer.signMessage(text({ logId: deployment.logId, address }));
      const naming = { token, address, signature };
      if (office === 'OPERATOR') await request(NAME_OPERATOR, naming);
      else await request(NAME_ACCREDITOR, naming);
      return true;
    });
    if (done === true) await cache.invalidateQueries();
  };
  return (
    <BindingSheet
      title={t(`${office}.sheetTitle`)}
      verb={t(`${office}.verb`)}
      facts={[
        { name: t('factKey'), value: name },
        { name: t('factMay'), value: t(`${office}.mayValue`) },
        { name: t('factMayNot'), value: t(`${office}.mayNotValue`) },
      ]}
      concerns={t(`${office}.concerns`)}
      undo={t(`${office}.undo`)}
      details={
        <>
          <p>{t('detailsSigned')}</p>
          <pre lang="en">{`${TITLES[office]}\nlog: ${logId}\naddress: ${me.address.toLowerCase()}`}</pre>
        </>
      }
      isReady={!needsAssent || isAssented}
      act={act}
      onSign={() => void sign()}
      onClose={onClose}
    >
      {needsAssent && (
        <>
          <Notice tone="unknown">
            <p>{t(`${office}.bothWarning`)}</p>
          </Notice>
          <Checkbox isSelected={isAssented} onChange={setIsAssented}>
            {t('bothAgree')}
          </Checkbox>
        </>
      )}
    </BindingSheet>
  );
}
