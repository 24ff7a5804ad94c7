import { plain, typed, type NativeModule } from './native.ts';
import { digest, fromBase, fromBase64, fromHex, fromUtf8, octetLength, toBase, toBase64, toHex, toUtf8, urlDecode, urlEncode } from './text/bytes.ts';
import { codePointCount } from './text/code-points.ts';
import { jaroWinkler, levenshtein } from './text/distance.ts';
import { concat, concatWithSeparator, format, formatNumber } from './text/format.ts';
import { lpad, ltrim, repeat, rpad, rtrim, trim } from './text/pad.ts';
import { initcap, left, position, reverse, right, split, splitPart, substring } from './text/parts.ts';
import { ascii, chr, normalize, replace, stripAccents, translate } from './text/replace.ts';

/** Bodies of text.plg. */
export const text: NativeModule = {
  'text/lower': plain((value: string) => value.toLowerCase()),
  'text/upper': plain((value: string) => value.toUpperCase()),
  'text/initcap': plain(initcap),
  'text/length': plain(codePointCount),
  'text/octet_length': plain(octetLength),
  'text/trim': plain(trim),
  'text/ltrim': plain(ltrim),
  'text/rtrim': plain(rtrim),
  'text/lpad': plain(lpad),
  'text/rpad': plain(rpad),
  'text/repeat': plain(repeat),
  'text/substring': plain(substring),
  'text/left': plain(left),
  'text/right': plain(right),
  'text/reverse': plain(reverse),
  'text/replace': plain(replace),
  'text/translate': plain(translate),
  'text/split': plain(split),
  'text/split_part': plain(splitPart),
  'text/contains': plain((value: string, search: string) => value.includes(search)),
  'text/starts_with': plain((value: string, prefix: string) => value.startsWith(prefix)),
  'text/ends_with': plain((value: string, suffix: string) => value.endsWith(suffix)),
  'text/position': plain(position),
  'text/concat': typed(concat),
  'text/concat_ws': typed(concatWithSeparator),
  'text/format': typed(format),
  'text/format_number': typed(formatNumber),
  'text/ascii': plain(ascii),
  'text/chr': plain(chr),
  'text/strip_accents': plain(stripAccents),
  'text/normalize': plain(normalize),
  'text/levenshtein': plain(levenshtein),
  'text/jaro_winkler': plain(jaroWinkler),
  'text/md5': plain(digest('md5')),
  'text/sha1': plain(digest('sha1')),
  'text/sha256': plain(digest('sha256')),
  'text/to_utf8': plain(toUtf8),
  'text/from_utf8': plain(fromUtf8),
  'text/to_base64': plain(toBase64),
  'text/from_base64': plain(fromBase64),
  'text/to_hex': plain(toHex),
  'text/from_hex': plain(fromHex),
  'text/to_base': plain(toBase),
  'text/from_base': plain(fromBase),
  'text/url_encode': plain(urlEncode),
  'text/url_decode': plain(urlDecode),
};
