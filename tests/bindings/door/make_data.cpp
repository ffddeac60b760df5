// make_data FOLDER: writes shown.skb, a publication of the C tests' authority with a policy `compared` that shows the operator
// every field, and withdrawn.skb, a later one that withdraws the certificate `good`. The same each time.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "support/test_authority.h"

namespace {

using namespace skan;
using namespace skan::testing;

Bytes shown() {
  const TestAuthority authority;
  Draft draft = authority.draft(1);
  auto& policies = draft.policies.policies;
  Policy compared = policies.front();
  compared.id = "compared";
  compared.document_check = true;
  compared.shown = {Field::name, Field::birth_date, Field::document, Field::kind, Field::event,
                    Field::product, Field::dose, Field::region, Field::number};
  policies.insert(std::ranges::upper_bound(policies, compared.id, {}, &Policy::id), compared);
  return authority.sign(draft).bundle();
}

Bytes withdrawn() {
  const TestAuthority authority;
  Draft draft = authority.draft(2);
  draft.lists.front().list.insert(TestAuthority::certificate().status_index);
  return authority.sign(draft).bundle();
}

void write(const std::filesystem::path& file, const Bytes& bundle) {
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(bundle.data()), static_cast<std::streamsize>(bundle.size()));
}

}  // namespace

int main(int count, char** arguments) try {
  if (count != 2) return std::cerr << "make_data FOLDER\n", 2;
  const std::filesystem::path folder = arguments[1];
  std::filesystem::create_directories(folder);
  write(folder / "shown.skb", shown());
  write(folder / "withdrawn.skb", withdrawn());
} catch (const std::exception& error) {
  std::cerr << "make_data: " << error.what() << '\n';
  return 1;
}
