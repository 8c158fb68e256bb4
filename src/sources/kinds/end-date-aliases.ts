import { words } from '../../model/words.ts';
import type { FieldSpec } from './field-spec.ts';

/** Headers of dates that end an account or an employment, in a directory or an HR list. */
export const END_DATES: readonly FieldSpec[] = [
  {
    name: 'deleted_at',
    many: true,
    aliases: words(`
      deletedat deletedon deleteddatetime deleteddate datedeleted dateofdeletion deletiondate deletiontime
      softdeletiontimestamp softdeletiondate softdeleteddatetime deletiontimestamp gelöschtam löschdatum
      datedesuppression suppriméle
    `),
  },
  {
    name: 'leaves_on',
    many: true,
    aliases: words(`
      leaveson employeeleavedatetime leavedate leavingdate dateofleaving leaverdate dateleft lefton terminationdate
      terminationdatetime dateoftermination terminateddate terminatedon terminatedat termdate internalterminationdate
      employmentterminationdate profileterminationdate lastday lastdayworked lastdayofwork lastdayofemployment
      lastdayatwork lastworkingday lastworkday lastphysicalday lastphysicaldayworked lastdayinoffice lastpaidday
      lastdaypaid enddate employmentenddate enddateofemployment employeeenddate profileenddate contractenddate
      contractend enddateofcontract exitdate dateofexit separationdate departuredate offboardingdate accountexpires
      accountexpiry accountexpirydate accountexpirationdate accountexpiration validuntil validto austrittsdatum
      austrittam austritt austrittstermin letzterarbeitstag vertragsende enddatum befristetbis gültigbis ablaufdatum
      datededépart datededepart datedesortie datedefin datedefindecontrat findecontrat dernierjour dernierjourtravaillé
      dernierjourdetravail
    `),
  },
  {
    // Why somebody left: where it stands, somebody did, or will on the day beside it.
    name: 'end_reason',
    many: true,
    aliases: words(`
      terminationreason reasonfortermination terminationreasoncode terminationtype termreason separationreason
      leavingreason reasonforleaving exitreason resignationreason offboardingreason inactivereason reasoninactive
      deactivationreason deactivatedreason disabledreason suspensionreason austrittsgrund kündigungsgrund
      kuendigungsgrund motifdedépart motifdedepart motifdesortie motifdefin
    `),
  },
  {
    // Of the last time that somebody was hired, not the first.
    name: 'hired_at',
    aliases: words(`
      rehiredate rehiredon latesthiredate lasthiredate mostrecenthiredate hiredate dateofhire hiredon employeehiredate
      internalhiredate eintrittsdatum eintritt datedembauche datedentrée
    `),
  },
];
