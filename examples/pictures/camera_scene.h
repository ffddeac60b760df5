// What lies before the camera: pictures on sheets of paper, on a table.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "pictures/pictures.h"

namespace skan::pictures {

/// A point of the table's plane. The unit is the longer side of a picture; the layout's middle is 0, 0.
struct Place {
  double x;
  double y;
};

/// Borrows the pictures. Brightness is reflected light, 0..255.
class Scene {
 public:
  Scene(std::span<const Luma> pictures, std::uint64_t seed);

  /// The layout with its sheets' margins, at least one unit each way.
  double width() const noexcept;
  double height() const noexcept;

  /// The brightness of the sheet at `place`, if one lies there.
  std::optional<float> sheet_at(Place place) const noexcept;

  /// The brightness of the bare table.
  float table_at(Place place) const noexcept;

 private:
  std::span<const Luma> pictures_;
  int columns_;
  int rows_;
  std::uint64_t seed_;
};

}  // namespace skan::pictures
