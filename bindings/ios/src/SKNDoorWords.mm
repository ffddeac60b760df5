#include "SKNDoorWords.h"

namespace {

struct Pair {
  NSString *english, *russian;
};

NSString *chosen(SKNCatalogue *catalogue, const Pair &pair) {
  return [catalogue.tag hasPrefix:@"ru"] ? pair.russian : pair.english;
}

Pair pair_of(DoorWord word) {
  switch (word) {
    case DoorWord::waiting: return {@"Point at code", @"Наведите на код"};
    case DoorWord::several: return {@"Several codes", @"Несколько кодов"};
    case DoorWord::several_action: return {@"have one code shown", @"попросите показать один код"};
    case DoorWord::several_together: return {@"have one code shown, or check them together if they are of one person",
                                             @"попросите показать один код или, если это коды одного человека, проверьте их вместе"};
    case DoorWord::another: return {@"Show another code", @"Покажите другой код"};
    case DoorWord::another_action: return {@"the first certificate was read; scan the same person's other one",
                                           @"первый сертификат прочитан; отсканируйте другой сертификат того же человека"};
    case DoorWord::fault: return {@"Check failed", @"Сбой проверки"};
    case DoorWord::practice: return {@"Practice: admit nobody", @"Учебный режим: никого не пропускать"};
    case DoorWord::of: return {@"of", @"из"};
  }
  return {@"", @""};
}

Pair label_of(SKNField field) {
  switch (field) {
    case SKNFieldName: return {@"Name", @"ФИО"};
    case SKNFieldBirthDate: return {@"Date of birth", @"Дата рождения"};
    case SKNFieldDocument: return {@"Document", @"Документ"};
    case SKNFieldProduct: return {@"Product", @"Препарат"};
    case SKNFieldDose: return {@"Dose", @"Доза"};
    case SKNFieldRegion: return {@"Region", @"Регион"};
    case SKNFieldNumber: return {@"Number", @"Номер"};
    case SKNFieldKind:
    case SKNFieldEvent: break;
  }
  return {@"", @""};
}

}  // namespace

NSString *SKNDoorWord(SKNCatalogue *catalogue, DoorWord word) { return chosen(catalogue, pair_of(word)); }

NSString *SKNDoorLabel(SKNCatalogue *catalogue, SKNField field) { return chosen(catalogue, label_of(field)); }
