/**
 * A map of tiles, one a country or region, all of one size and near where it lies: it has no borders to dispute, and a small
 * island is as easy to reach as a continent. Drawn for Lanran; `..` is sea.
 */
const ROWS = [
  '.. .. .. .. .. .. .. .. .. .. .. GL .. .. .. .. .. .. SE SJ',
  '.. .. .. .. .. .. .. .. .. .. .. .. .. IS FO IM NL NO DK AX LV FI',
  '.. .. .. .. .. CA .. .. .. .. .. .. .. .. IE GB BE DE CZ PL LT EE BY .. .. .. .. .. RU',
  '.. .. .. .. .. .. .. .. .. .. .. .. .. .. GG FR LU AT SI HU SK MD UA .. .. .. KZ',
  '.. .. .. .. .. .. .. .. .. .. PM .. .. .. JE AD CH LI HR RS RO BG TR GE .. UZ .. .. .. MN',
  '.. .. .. .. .. US .. .. .. .. .. .. .. .. PT ES SM IT BA ME MK CY SY AM AZ TM TJ KG .. .. .. KP JP',
  '.. .. .. .. .. .. .. BS BM VG .. .. .. .. MA GI MC VA MT AL GR IL LB IQ KW IR AF NP .. CN .. KR',
  '.. .. .. .. .. MX CU TC DO MF AI AG .. EH .. .. DZ TN LY .. .. EG PS JO BH AE PK BD BT .. HK TW',
  '.. .. .. .. .. .. KY HT PR SX BL GP .. .. MR .. .. .. .. .. .. .. .. SA QA OM .. IN MM .. MO .. .. .. UM',
  '.. .. .. .. .. GT BZ JM VI KN MS MQ CV SN .. ML .. NE .. TD .. SD .. ER YE .. .. .. TH LA VN .. MP',
  '.. .. .. .. .. SV HN NI BQ DM LC BB .. GM GN BF BJ .. .. .. .. .. .. DJ .. .. .. .. .. KH .. PH GU',
  '.. .. .. .. .. .. CR AW CW GD TT VC .. GW CI GH TG NG .. CF .. SS UG ET .. .. .. LK .. .. .. .. PW FM MH',
  '.. .. .. .. .. .. PA CO VE GY SR GF .. SL LR .. ST GQ CM .. .. RW KE .. SO .. MV .. .. MY BN .. .. .. KI',
  '.. TK .. .. .. .. .. EC .. .. .. .. .. .. .. .. .. GA CG .. CD BI TZ .. .. SC IO .. .. SG ID .. PG .. NR',
  'WF AS .. .. .. .. .. PE .. .. .. BR .. .. .. .. .. .. .. AO ZM .. MW KM YT .. .. .. CC CX .. TL .. SB .. TV',
  'WS NU PF .. .. .. .. .. .. BO .. .. .. .. SH .. .. .. .. .. .. ZW MZ .. MG MU .. .. .. .. .. .. .. .. VU FJ',
  'TO CK .. PN .. .. .. .. .. .. PY .. .. .. .. .. .. .. NA .. BW SZ .. .. .. RE .. .. .. .. .. AU .. .. NC',
  '.. .. .. .. .. .. .. CL AR .. UY .. .. .. .. .. .. .. .. .. ZA LS .. .. .. .. .. .. .. .. .. .. .. .. NF',
  '.. .. .. .. .. .. .. .. .. .. FK .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. TF .. .. .. .. .. .. .. NZ',
  '.. .. .. .. .. .. .. .. .. .. .. .. GS .. .. .. BV .. .. AQ .. .. .. .. .. .. HM',
] as const;

export interface Tile {
  readonly code: string;
  readonly column: number;
  readonly row: number;
}

export const MAP_COLUMNS = 36;
export const MAP_ROWS = ROWS.length;

export const TILES: readonly Tile[] = ROWS.flatMap((line, row) =>
  line.split(' ').flatMap((code, column) => (code === '..' ? [] : [{ code, column, row }])),
);
