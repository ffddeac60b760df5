#include "words/fingerprint_words.h"

#include <array>

#include "words/text_pool.h"

namespace skan::words {
namespace {

// The order is part of the format (sdk/doc/keys.md section 7): a word never moves.

constexpr std::array<std::string_view, 256> kEnglish = {
    "acorn", "admiral", "agent", "airport", "album", "alley", "almond", "amber", "anchor", "angle", "animal",
    "answer", "april", "arch", "armor", "artist", "aspen", "atlas", "atom", "autumn", "avocado", "badge",
    "bakery", "balcony", "ball", "bamboo", "banjo", "basket", "beach", "beaver", "berry", "bicycle", "bishop",
    "blossom", "boat", "bonnet", "bottle", "bread", "brick", "bronze", "brother", "brush", "bubble",
    "buffalo", "burger", "button", "cabin", "cactus", "cake", "camera", "canal", "cannon", "caravan",
    "carpet", "castle", "cedar", "cello", "cement", "chalk", "chest", "chimney", "chorus", "cinema", "circle",
    "clay", "clock", "clover", "cobra", "coconut", "coffee", "compass", "copper", "cousin", "cowboy",
    "cradle", "crayon", "cricket", "crystal", "cuckoo", "cushion", "daisy", "dancer", "december", "denim",
    "desert", "diamond", "diesel", "doctor", "dolphin", "donkey", "drawer", "drum", "duck", "easel", "echo",
    "eclipse", "elbow", "elephant", "elevator", "emerald", "engine", "envelope", "evening", "feather",
    "fence", "fiddle", "field", "finger", "fire", "flame", "forest", "fossil", "fountain", "freckle",
    "friday", "frog", "fruit", "funnel", "galaxy", "garden", "garlic", "giraffe", "glacier", "globe", "gold",
    "grape", "guitar", "harvest", "herring", "hippo", "horse", "hotel", "hunter", "iceberg", "igloo",
    "island", "ivory", "jaguar", "jewel", "juice", "kayak", "kitchen", "knight", "koala", "ladder", "lagoon",
    "lantern", "laptop", "lava", "lemon", "leopard", "letter", "library", "lily", "lobster", "lotus", "lunch",
    "magnet", "maple", "meadow", "metal", "mirror", "monday", "morning", "mosaic", "muffin", "museum",
    "mushroom", "napkin", "needle", "nephew", "nickel", "north", "november", "oasis", "ocean", "october",
    "office", "olive", "onion", "orange", "orchid", "oxygen", "palace", "panda", "paper", "parrot", "peanut",
    "pelican", "pencil", "piano", "pickle", "pigeon", "pillow", "pocket", "poem", "polar", "potato", "powder",
    "prince", "pumpkin", "puppet", "purple", "pyramid", "quartz", "rabbit", "radish", "railway", "rainbow",
    "raven", "razor", "ribbon", "roof", "ruby", "sailor", "saturn", "sauce", "scarf", "school", "sculptor",
    "season", "second", "seed", "shell", "silver", "snail", "soldier", "spider", "spoon", "spring", "square",
    "stadium", "station", "stone", "street", "sugar", "summer", "sunset", "swan", "sweater", "temple",
    "tennis", "tractor", "train", "treasure", "triangle", "trumpet", "tulip", "umbrella", "village", "violin",
    "volcano", "voyage", "walnut", "whistle", "window",
};

constexpr std::array<std::string_view, 256> kRussian = {
    "абрикос", "август", "автобус", "адмирал", "азбука", "айсберг", "аквариум", "аллея", "алмаз", "ананас",
    "ангел", "апельсин", "аптека", "арбуз", "арена", "аромат", "астра", "атлас", "афиша", "базар", "балкон",
    "барабан", "бассейн", "башня", "бегемот", "белка", "береза", "бетон", "билет", "бинокль", "блокнот",
    "бобер", "болото", "борода", "брат", "бревно", "бронза", "брусника", "будильник", "буква", "бульвар",
    "бумага", "бутылка", "валенок", "варенье", "василек", "ведро", "велосипед", "веник", "верблюд", "весна",
    "ветер", "виноград", "вокзал", "воробей", "восток", "выставка", "газета", "гараж", "гвоздика", "генерал",
    "герой", "гитара", "глина", "гнездо", "голубь", "горчица", "гранит", "гребень", "гриб", "груша", "гусь",
    "дверь", "декабрь", "дельфин", "диван", "директор", "доктор", "домино", "доска", "дракон", "дрова",
    "друг", "дыня", "жаба", "жасмин", "желудь", "жемчуг", "жираф", "журнал", "забор", "закат", "заря",
    "звезда", "зебра", "земля", "зима", "зонтик", "иволга", "игла", "изумруд", "индюк", "иней", "кабинет",
    "кактус", "камень", "канал", "карандаш", "картина", "каток", "квадрат", "кенгуру", "кирпич", "клевер",
    "ключ", "книга", "козел", "колесо", "конверт", "корабль", "космос", "костер", "крокодил", "кувшин",
    "кузнец", "кулак", "купол", "курица", "лагерь", "ладонь", "ландыш", "ласточка", "лебедь", "лента",
    "леопард", "лимон", "лопата", "лошадь", "лыжи", "мандарин", "мармелад", "матрос", "маяк", "медведь",
    "мельница", "месяц", "метель", "микроскоп", "море", "музей", "мыло", "народ", "небо", "невеста",
    "незабудка", "нитка", "ноготь", "ножницы", "носорог", "ноябрь", "овес", "огурец", "озеро", "океан",
    "окно", "октябрь", "олень", "опушка", "оркестр", "остров", "палатка", "памятник", "панда", "парус",
    "паспорт", "перец", "песок", "петух", "пианино", "пингвин", "пирог", "пламя", "помидор", "посуда",
    "почта", "праздник", "пробка", "птица", "пуговица", "пустыня", "пчела", "пшеница", "рассвет", "редиска",
    "рельс", "ресница", "робот", "ромашка", "рубин", "рынок", "салют", "самовар", "сапог", "серебро",
    "сирень", "скала", "скворец", "скрипка", "слон", "смородина", "собака", "сокол", "солнце", "соты",
    "стакан", "страус", "суббота", "сундук", "тарелка", "театр", "телега", "тигр", "товарищ", "тополь",
    "туман", "улыбка", "утро", "фабрика", "факел", "фасоль", "февраль", "филин", "флаг", "фонарь", "фонтан",
    "футбол", "хлеб", "хомяк", "хоровод", "хрусталь", "художник", "цветок", "цирк", "чайник", "чемодан",
    "черепаха", "шерсть", "шиповник", "шкаф", "шляпа", "эскимо", "юбка", "ягода", "якорь", "январь", "ястреб",
};

constexpr auto kEnglishPool = words_tables::text_pool<kEnglish>();
constexpr auto kRussianPool = words_tables::text_pool<kRussian>();

}  // namespace

std::string_view english_fingerprint_word(std::byte byte) noexcept { return kEnglishPool[std::to_integer<std::size_t>(byte)]; }
std::string_view russian_fingerprint_word(std::byte byte) noexcept { return kRussianPool[std::to_integer<std::size_t>(byte)]; }

}  // namespace skan::words
