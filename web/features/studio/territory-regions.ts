/** Continents, in the order in which they are shown. */
export const REGIONS = [
  'ASIA',
  'EUROPE',
  'AFRICA',
  'NORTH_AMERICA',
  'SOUTH_AMERICA',
  'OCEANIA',
  'ANTARCTICA',
] as const;
export type Region = (typeof REGIONS)[number];

/** ISO 3166-1 codes by the continent they are usually counted to; for finding them, nothing more. */
export const CODES_OF_REGION: Readonly<Record<Region, readonly string[]>> = {
  AFRICA: words(
    'DZ AO BJ BW BF BI CV CM CF TD KM CG CD CI DJ EG GQ ER SZ ET GA GM GH GN GW KE LS LR LY MG MW ML MR MU YT MA MZ NA NE NG RE RW SH ST SN SC SL SO ZA SS SD TZ TG TN UG EH ZM ZW IO',
  ),
  ASIA: words(
    'AF AM AZ BH BD BT BN KH CN CY GE HK IN ID IR IQ IL JP JO KZ KP KR KW KG LA LB MO MY MV MN MM NP OM PK PS PH QA SA SG LK SY TW TJ TH TL TR TM AE UZ VN YE CC CX',
  ),
  EUROPE: words(
    'AL AD AT BY BE BA BG HR CZ DK EE FO FI FR DE GI GR GG VA HU IS IE IM IT JE LV LI LT LU MT MD MC ME NL MK NO PL PT RO RU SM RS SK SI ES SJ SE CH UA GB AX',
  ),
  NORTH_AMERICA: words(
    'AI AG AW BS BB BZ BM BQ VG CA KY CR CU CW DM DO SV GL GD GP GT HT HN JM MQ MX MS NI PA PR BL KN LC MF PM VC SX TT TC US VI',
  ),
  SOUTH_AMERICA: words('AR BO BR CL CO EC FK GF GY PY PE GS SR UY VE'),
  OCEANIA: words('AS AU CK FJ PF GU KI MH FM NR NC NZ NU NF MP PW PG PN WS SB TK TO TV UM VU WF'),
  ANTARCTICA: words('AQ BV TF HM'),
};

function words(text: string): readonly string[] {
  return text.split(' ');
}
