// SPDX-License-Identifier: AGPL-3.0-or-later
#include <embree3/rtcore.h>
#include <algorithm>
#include <array>
#include <limits>
#include <tests/differential/sight_embree.hpp>

namespace contrechamp::testing {
namespace {
constexpr std::int32_t highest_cm = 100'000;  // as good as without end

/// Metres about the ground below the eye.
std::array<float, 3> metres(geo::Point eye, geo::Point p, std::int32_t height_cm) {
  const geo::Vec v = p - eye;
  return {static_cast<float>(v.x) / 100, static_cast<float>(v.y) / 100, static_cast<float>(height_cm) / 100};
}
}  // namespace

struct Prisms::Scene {
  RTCDevice device = rtcNewDevice("threads=1");
  RTCScene scene = rtcNewScene(device);
  geo::Point eye;
  std::int32_t height_cm = 0;
};

Prisms::Prisms(geo::Point eye, std::int32_t height_cm, std::span<const Curtain> curtains) : scene_(std::make_unique<Scene>()) {
  scene_->eye = eye;
  scene_->height_cm = height_cm;
  rtcSetSceneFlags(scene_->scene, RTC_SCENE_FLAG_ROBUST);
  RTCGeometry walls = rtcNewGeometry(scene_->device, RTC_GEOMETRY_TYPE_TRIANGLE);
  auto* corner = static_cast<float*>(
      rtcSetNewGeometryBuffer(walls, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3, 3 * sizeof(float), 4 * curtains.size()));
  auto* triangle = static_cast<std::uint32_t*>(
      rtcSetNewGeometryBuffer(walls, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3, 3 * sizeof(std::uint32_t), 2 * curtains.size()));
  for (std::uint32_t i = 0; i < curtains.size(); ++i) {
    const Curtain& c = curtains[i];
    const std::int32_t top = std::min(c.top_cm, highest_cm);
    for (const auto& p : {metres(eye, c.a, 0), metres(eye, c.b, 0), metres(eye, c.b, top), metres(eye, c.a, top)}) {
      corner = std::copy(p.begin(), p.end(), corner);
    }
    for (const std::uint32_t k : {0U, 1U, 2U, 0U, 2U, 3U}) *triangle++ = 4 * i + k;
  }
  rtcCommitGeometry(walls);
  rtcAttachGeometry(scene_->scene, walls);
  rtcReleaseGeometry(walls);
  rtcCommitScene(scene_->scene);
}

Prisms::~Prisms() {
  rtcReleaseScene(scene_->scene);
  rtcReleaseDevice(scene_->device);
}

bool Prisms::hide(geo::Point target, std::int32_t height_cm) const {
  const auto to = metres(scene_->eye, target, height_cm);
  const auto from = metres(scene_->eye, scene_->eye, scene_->height_cm);
  RTCRay ray{};
  ray.org_x = from[0];
  ray.org_y = from[1];
  ray.org_z = from[2];
  ray.dir_x = to[0] - from[0];
  ray.dir_y = to[1] - from[1];
  ray.dir_z = to[2] - from[2];
  ray.tnear = 0;
  ray.tfar = 1;
  ray.mask = ~0U;
  RTCIntersectContext context;
  rtcInitIntersectContext(&context);
  rtcOccluded1(scene_->scene, &context, &ray);
  return ray.tfar < 0;
}

}  // namespace contrechamp::testing
