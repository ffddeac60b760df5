/* Finding and reading QR codes. Include skan/skan.h. */
#ifndef SKAN_C_SCANNER_H
#define SKAN_C_SCANNER_H

#include "skan/c/base.h"
#include "skan/c/numbers.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How a camera lays out its pixels. Only brightness is used. */
typedef int32_t skan_pixel_format;
enum {
  SKAN_PIXEL_FORMAT_LUMA = 1, /* one byte a pixel */
  SKAN_PIXEL_FORMAT_NV21 = 2, /* a plane of luma, then one of interleaved V and U at half size */
  SKAN_PIXEL_FORMAT_NV12 = 3, /* a plane of luma, then one of interleaved U and V at half size */
  SKAN_PIXEL_FORMAT_I420 = 4, /* a plane of luma, then one of U and one of V, each at half size */
  SKAN_PIXEL_FORMAT_YUYV = 5, /* Y U Y V: two bytes a pixel */
  SKAN_PIXEL_FORMAT_RGBA = 6, /* red, green, blue, alpha: four bytes a pixel */
  SKAN_PIXEL_FORMAT_BGRA = 7  /* blue, green, red, alpha: four bytes a pixel */
};

/* How long a scanner may look at a still picture. */
typedef int32_t skan_effort;
enum {
  SKAN_EFFORT_FAST = 0,    /* the picture as it stands, and what is cheap */
  SKAN_EFFORT_NORMAL = 1,  /* every step of the ladder, until something is read */
  SKAN_EFFORT_THOROUGH = 2 /* every step, at every size, for everything that may be in the picture */
};

/* For repeat_window_us. */
#define SKAN_REPEAT_UNTIL_ANOTHER_CODE (-1) /* a code is reported again only after another one */
#define SKAN_REPEAT_NOTHING (-2)            /* every code is reported in every frame */

/* 0 in a member: its default. */
typedef struct skan_scanner_options {
  uint32_t size;
  int32_t max_codes;        /* at most this many codes of one picture are returned; 1..255, default 64 */
  int64_t budget_us;        /* how long one frame may take, 1'000..1'000'000 microseconds, default 12'000 */
  int64_t repeat_window_us; /* for how long after it was last seen the same code counts as a repeat, in microseconds, at
                             * most a day, default 3'000'000; or one of SKAN_REPEAT_... */
} skan_scanner_options;

/* A borrowed picture: rows from the top, 8 bits a sample. Nothing is copied or kept; the pixels must stay unchanged
 * during the call. All sizes are checked in 64 bits against `length`. */
typedef struct skan_frame {
  uint32_t size;
  skan_pixel_format format;
  const uint8_t* pixels; /* not necessarily aligned */
  size_t length;         /* bytes at `pixels`; nv21, nv12 and i420 include their colours, the last row may end early */
  int32_t width;         /* of the picture as it lies in memory, in pixels; 1..32'000 */
  int32_t height;
  int64_t row_stride;    /* bytes from one row to the next; 0: rows without gaps */
  int64_t pixel_stride;  /* bytes from one pixel to the next; 0: pixels without gaps */
  int32_t rotation;      /* degrees clockwise that set the picture upright: 0, 90, 180 or 270 */
  int32_t mirrored;      /* 1: left and right are exchanged once it is upright (front cameras) */
} skan_frame;

/* In pixels of the upright picture, from its upper left corner. */
typedef struct skan_point {
  int32_t x;
  int32_t y;
} skan_point;

/* One code that was read: unverified text for a skan_verifier. */
typedef struct skan_code {
  uint32_t size;
  skan_text text;        /* the code's bytes as they stand in it; not necessarily UTF-8 */
  skan_point corners[4]; /* in order around it; the way round is not promised */
} skan_code;

/* What one frame brought. */
typedef struct skan_scan_event {
  uint32_t size;
  skan_hint hint;      /* none if a code was read; at least half a second the same */
  size_t code_count;   /* read, and not seen within the repeat window */
  size_t repeat_count; /* read, and seen within it: where they are, without their texts */
} skan_scan_event;

/* Reads QR codes from camera frames one after another, or from still pictures. */
typedef struct skan_scanner skan_scanner;

/* What a still picture holds. Constant; outlives the scanner. */
typedef struct skan_still skan_still;

typedef struct skan_still_info {
  uint32_t size;
  int32_t limit_reached; /* 1: there may be more codes than max_codes */
  size_t code_count;     /* row by row from the top, each row from the left; no text twice */
} skan_still_info;

/* `options` may be NULL. SKAN_ERROR_INVALID_ARGUMENT for options out of range. */
SKAN_API skan_status skan_scanner_create(const skan_scanner_options* options, skan_scanner** scanner,
                                         skan_error* error) SKAN_NOEXCEPT;
SKAN_API skan_status skan_scanner_free(skan_scanner** scanner) SKAN_NOEXCEPT;

/* Takes the next frame of a camera. `timestamp_us` is its time in microseconds on any clock that does not go back. What
 * it brought is kept in the scanner until the next process() or reset().
 *
 * SKAN_ERROR_INVALID_ARGUMENT, naming the member of the frame, or for a timestamp that is negative or earlier than the
 * last one; CRYPTO_UNAVAILABLE; CAPACITY. A refused frame changes nothing, but the codes of the last one are gone. */
SKAN_API skan_status skan_scanner_process(skan_scanner* scanner, const skan_frame* frame, int64_t timestamp_us,
                                          skan_scan_event* event, skan_error* error) SKAN_NOEXCEPT;

/* A code of the last frame. `index` is below code_count. The text lives until the next process() or reset(). */
SKAN_API skan_status skan_scanner_code(skan_scanner* scanner, size_t index, skan_code* code,
                                       skan_error* error) SKAN_NOEXCEPT;

/* A repeat of the last frame; its text is empty. `index` is below repeat_count. */
SKAN_API skan_status skan_scanner_repeat(skan_scanner* scanner, size_t index, skan_code* code,
                                         skan_error* error) SKAN_NOEXCEPT;

/* Forgets tracks, repeats and timestamps, as when a camera is opened anew. */
SKAN_API skan_status skan_scanner_reset(skan_scanner* scanner, skan_error* error) SKAN_NOEXCEPT;

/* Reads every code of a still picture; that there is none is no failure. Safe from several threads, also beside
 * process(). SKAN_ERROR_INVALID_ARGUMENT, CAPACITY. */
SKAN_API skan_status skan_scanner_read_still(const skan_scanner* scanner, const skan_frame* frame, skan_effort effort,
                                             skan_still** still, skan_error* error) SKAN_NOEXCEPT;

SKAN_API skan_status skan_still_read(const skan_still* still, skan_still_info* info, skan_error* error) SKAN_NOEXCEPT;

/* `index` is below code_count. */
SKAN_API skan_status skan_still_code(const skan_still* still, size_t index, skan_code* code,
                                     skan_error* error) SKAN_NOEXCEPT;

SKAN_API skan_status skan_still_free(skan_still** still) SKAN_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
