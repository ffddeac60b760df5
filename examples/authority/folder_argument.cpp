#include "authority/commands.h"

namespace skan::authority {

void add_folder_argument(programs::CommandLine command, std::filesystem::path& folder) {
  command.add_argument("DIR", folder, "the authority's folder");
}

}  // namespace skan::authority
