#include "SKNErrorSentences.h"

#include "SKNInternal.h"

namespace {

struct Sentences {
  const char *headline;
  const char *meaning;
  const char *remedy;
};

/// What the library's own list lacks, and what it tells the people at a command line.
struct Entry {
  SKNError code;
  Sentences english;
  Sentences russian;
};

constexpr Entry kEntries[] = {
    {SKNErrorNotAStore,
     {"Not a store", "the file is not a trust store", "set the device up anew"},
     {"Не хранилище", "этот файл — не хранилище данных", "настройте устройство заново"}},
    {SKNErrorNewerStoreFormat,
     {"Newer store", "the store was written by a newer version of the app", "update the app"},
     {"Новое хранилище", "хранилище записано более новой версией приложения", "обновите приложение"}},
    {SKNErrorNewerDataFormat,
     {"Newer data", "the signed data uses a rule that this version does not know", "update the app"},
     {"Новые данные", "подписанные данные содержат правило, которого эта версия не знает", "обновите приложение"}},
    {SKNErrorInUse,
     {"In use", "another part of the app is using this scanner or update", "try again"},
     {"Занято", "этот сканер или это обновление использует другая часть приложения", "повторите"}},
    {SKNErrorOtherABI,
     {"Wrong library", "the app and its library are not of one release", "update the app"},
     {"Не та библиотека", "приложение и его библиотека из разных выпусков", "обновите приложение"}},
    {SKNErrorInternal,
     {"Internal fault", "the library has met a fault of its own", "report it with the error's detail"},
     {"Внутренняя ошибка", "в библиотеке произошла ошибка", "сообщите о ней вместе с подробностями"}},
    {SKNErrorClosed,
     {"Closed", "it was closed already", "start the app anew"},
     {"Закрыто", "работа с этим уже закончена", "перезапустите приложение"}},
    {SKNErrorPixelFormat,
     {"Picture format", "the camera gives pictures in a format that is not read", "choose another camera or format"},
     {"Формат снимка", "камера даёт снимки в формате, который не читается", "выберите другую камеру или другой формат"}},
    {SKNErrorNotFound,
     {"Not found", "the site has no such file", "check the site's address"},
     {"Не найдено", "на сайте нет такого файла", "проверьте адрес сайта"}},
    {SKNErrorTransfer,
     {"No connection", "the site could not be reached, or gave a wrong answer", "try again, or update from a file"},
     {"Нет связи", "сайт недоступен или ответил неверно", "повторите или обновите из файла"}},
    {SKNErrorKeychain,
     {"Keychain", "the device's Keychain refused", "unlock the device and try again"},
     {"Связка ключей", "нет доступа к связке ключей устройства", "разблокируйте устройство и повторите"}},
};

NSString *Capitalised(NSString *text) {
  if ([text length] == 0) return text;
  NSString *first = [[text substringToIndex:1] uppercaseString];
  return [first stringByAppendingString:[text substringFromIndex:1]];
}

/// Headline, meaning and remedy.
NSArray<NSString *> *WordsFor(SKNError code, SKNLanguage language) {
  for (const Entry &entry : kEntries) {
    if (entry.code != code) continue;
    const Sentences &its = language == SKNLanguageRussian ? entry.russian : entry.english;
    return [NSArray arrayWithObjects:[NSString stringWithUTF8String:its.headline],
                                     [NSString stringWithUTF8String:its.meaning],
                                     [NSString stringWithUTF8String:its.remedy], nil];
  }
  skan_words words = SKNSized<skan_words>();
  skan_words_read(SKAN_LIST_STATUS, static_cast<int32_t>(code), SKAN_FRESHNESS_NONE,
                  language == SKNLanguageRussian ? SKAN_LANGUAGE_RUSSIAN : SKAN_LANGUAGE_ENGLISH, &words, nullptr);
  return [NSArray arrayWithObjects:SKNString(words.headline), SKNString(words.meaning), SKNString(words.operator_action), nil];
}

}  // namespace

NSString *SKNErrorSentence(SKNError code, SKNLanguage language) {
  NSArray<NSString *> *words = WordsFor(code, language);
  return [NSString stringWithFormat:@"%@: %@.", [words objectAtIndex:0], [words objectAtIndex:1]];
}

NSString *SKNErrorRemedy(SKNError code, SKNLanguage language) {
  NSString *remedy = [WordsFor(code, language) objectAtIndex:2];
  return [remedy length] == 0 ? nil : [Capitalised(remedy) stringByAppendingString:@"."];
}
