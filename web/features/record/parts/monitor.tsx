import { Details } from '../../../components/facts/details.tsx';
import { useText } from '../../../lib/language/text.ts';
import css from './record-page.module.css';
import { recordText } from '../words/text.ts';

/** How to follow the log without this page. */
export function Monitor() {
  const t = useText(recordText);
  const { origin } = window.location;
  return (
    <section className={css['state']} aria-labelledby="monitor">
      <h2 id="monitor">{t('monitor')}</h2>
      <p>{t('monitorLead')}</p>
      <Details>
        <p>{t('monitorTiles')}</p>
        <pre>{`curl -s ${origin}/log/trust.json -o trust.json\ncurl -s ${origin}/log/checkpoint`}</pre>
        <p>{t('monitorVerify')}</p>
        <pre>{`npx lanran verify PROOF.lanran.json --trust trust.json --rpc ${origin}/rpc`}</pre>
        <p>{t('monitorHead')}</p>
        <pre>{`cast call PROVENANCE_LOG "head()(uint64,bytes32)" --rpc-url ${origin}/rpc`}</pre>
      </Details>
    </section>
  );
}
