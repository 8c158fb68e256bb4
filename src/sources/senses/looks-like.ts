import type { UnusedColumn } from '../../model/snapshot.ts';
import { saysNothing } from '../cells/ids.ts';
import { headerKey } from '../csv/header.ts';
import { namesState } from './header-sense.ts';
import { personWord } from './vocabulary.ts';

const STATUS = /status|statut|zustand|lockout|locked|enabled|employmenttype/;
const END =
  /terminat|leav(?:e|ing)|leaver|expir|enddate|lastday|lastwork|exitdate|separat|departure|resign|offboard|delet|austritt|kündig|letzter|vertragsende|départ|sortie|datedefin|gültigbis|valid(?:to|until)/;
const ADDRESS = /e?mail|adresse|courriel|upn|proxyaddress|alias/;
const ID = /(?:^|[a-z])(?:id|guid|uuid|number|nummer|identifier|matricule|dn)$|^id/;
const APPLICATION = /^(?:app|application|applicationname|appname|resource|resourcedisplayname|product|service)$/;
const ADDRESS_VALUE = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What a column that feeds nothing may be after all, for whoever checks how a file was read. */
export function looksLike(header: string, values: readonly string[]): UnusedColumn['looksLike'] {
  const key = headerKey(header);
  if (END.test(key)) return 'end';
  if (STATUS.test(key) || namesState(header)) return 'status';
  const telling = values.filter((value) => !saysNothing(value));
  if (telling.length > 0 && telling.every((value) => personWord(value) !== null)) return 'status';
  if (APPLICATION.test(key)) return 'application';
  if (ADDRESS.test(key) || (values.length > 0 && values.every((value) => ADDRESS_VALUE.test(value)))) return 'address';
  return ID.test(key) ? 'id' : 'nothing';
}
