#include "builder/quicklook/png.hpp"

#include <png.h>

#include <array>
#include <stdexcept>

#include "builder/quicklook/colours.hpp"

namespace cairn::quicklook {

std::string png_of(const Picture& picture) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = picture.width;
    image.height = picture.height;
    image.format = PNG_FORMAT_RGBA_COLORMAP;
    image.colormap_entries = 256;
    std::array<std::uint8_t, 4 * 256> colours{};
    const auto known = palette();
    for (std::size_t i = 0; i < known.size(); ++i) {
        colours[4 * i] = known[i].red;
        colours[4 * i + 1] = known[i].green;
        colours[4 * i + 2] = known[i].blue;
        colours[4 * i + 3] = i == k_outside ? 0 : 255;
    }
    std::string bytes;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    bytes.resize(size);
    if (png_image_write_to_memory(&image, bytes.data(), &size, 0, picture.pixels.data(), 0, colours.data()) == 0)
        throw std::runtime_error(std::string("libpng: ") + image.message);
    bytes.resize(size);
    return bytes;
}

}  // namespace cairn::quicklook
